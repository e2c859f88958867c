import type { ParsedEmpty, ParsedField, ParsedOperand, ParsedTerm, ParsedValue } from '../../../generated/rql.js';
import type { KnownField, KnownScalar, Scope } from './fields.ts';
import type { Comparison, FieldReference, Filter, Operand } from './filter.ts';
import { checkValues, type TermCount } from './limits.ts';
import { resolveField, resolveOpen, resolveScalar } from './names.ts';
import type { Part } from './part.ts';
import { foldPattern, parsePattern } from './text.ts';
import { convert, expectedOf, expectedValue, type Scalar } from './values.ts';

/** Gives a parsed filter the meaning that the field table gives it; every rule of names and types is checked here. */
export class Binder<P extends string> {
  readonly #part: Part;
  readonly #scope: Scope<P>;
  readonly #count: TermCount;

  constructor(part: Part, scope: Scope<P>, count: TermCount) {
    this.#part = part;
    this.#scope = scope;
    this.#count = count;
  }

  bind(term: ParsedTerm): Filter<P> {
    if ('field' in term) this.#count.add(this.#part, term.field.at);
    switch (term.op) {
      case 'and':
      case 'or': {
        const terms = term.terms.map((inner) => this.bind(inner));
        return { op: term.op, terms };
      }
      case 'not':
        return { op: 'not', term: this.bind(term.term) };
      case 'like':
      case 'ilike':
        return this.#like(term.field, term.value, term.op === 'ilike');
      case 'in':
        return this.#in(this.#scalar(term.field), term.items);
      case 'out':
        return { op: 'not', term: this.#in(this.#open(term.field), term.items) };
      case 'any':
        return this.#any(term.field, term.term, (inner) => inner);
      case 'all':
        return { op: 'not', term: this.#any(term.field, term.term, (inner) => ({ op: 'not', term: inner })) };
      default:
        return this.#compare(term.op, term.field, term.operand);
    }
  }

  #compare(operator: Comparison, name: ParsedField, operand: ParsedOperand): Filter<P> {
    const other = this.#operandField(operand);
    const byValue = operator === 'eq' && operand.kind !== 'null' && !other;
    const field = byValue ? this.#scalar(name) : this.#open(name);
    if (operand.kind === 'null') return this.#isNull(operator, field, operand.at);
    if (field.type === 'boolean' && operator !== 'eq' && operator !== 'ne') {
      this.#part.fail(name.at, 'field', 'expected a field with an order: text, number or timestamp');
    }
    return { op: 'compare', operator, field: reference(field), operand: this.#operand(operand, other, field) };
  }

  /** Having no value is a matter of eq and ne; there is nothing greater or less than no value. */
  #isNull(operator: Comparison, field: KnownScalar<P>, at: number): Filter<P> {
    const isNull: Filter<P> = { op: 'isNull', field: reference(field) };
    if (operator === 'eq') return isNull;
    if (operator === 'ne') return { op: 'not', term: isNull };
    this.#part.fail(at, 'value', 'expected a value: null() goes with eq and ne');
  }

  #operandField(operand: ParsedOperand): KnownScalar<P> | undefined {
    if (operand.kind === 'field') return this.#open(operand);
    if (operand.kind !== 'bare' || !this.#scope.find(operand.text)) return undefined;
    return this.#open({ kind: 'field', path: operand.text, at: operand.at });
  }

  #operand(operand: ParsedOperand, other: KnownScalar<P> | undefined, field: KnownScalar<P>): Operand<P> {
    if (other?.type === field.type) return { kind: 'field', field: reference(other) };
    if (other) this.#part.fail(operand.at, 'value', `expected ${expectedValue[field.type]}, or a field of that type`);
    return { kind: 'value', value: this.#value(operand, field) };
  }

  #like(name: ParsedField, { text }: ParsedValue, ignoreCase: boolean): Filter<P> {
    const field = this.#open(name);
    if (field.type !== 'text') this.#part.fail(name.at, 'field', 'expected a text field');
    const pattern = parsePattern(text);
    const foldsCase = ignoreCase || field.values !== undefined;
    return {
      op: 'like',
      field: reference(field),
      pattern: foldsCase ? foldPattern(pattern) : pattern,
      ignoreCase: foldsCase,
    };
  }

  #in(field: KnownScalar<P>, items: readonly (ParsedEmpty | ParsedValue)[]): Filter<P> {
    checkValues(this.#part, items);
    return { op: 'in', field: reference(field), values: items.map((item) => this.#value(item, field)) };
  }

  #any(name: ParsedField, term: ParsedTerm | null, change: (inner: Filter<P>) => Filter<P>): Filter<P> {
    const collection = this.#resolve(name);
    if (collection.type !== 'collection') this.#part.fail(name.at, 'field', 'expected a collection');
    if (!term) return { op: 'any', collection: collection.path };
    const inner = new Binder(this.#part, this.#scope.element(collection), this.#count).bind(term);
    return { op: 'any', collection: collection.path, term: change(inner) };
  }

  #value(operand: ParsedOperand, field: KnownScalar<P>): Scalar {
    const text = 'text' in operand ? operand.text : '';
    const value = field.sensitive && text === '' ? undefined : convert(text, field);
    const expected = field.sensitive ? 'the full value' : expectedOf(field);
    return value ?? this.#part.fail(operand.at, 'value', `expected ${expected}`);
  }

  #resolve(name: ParsedField): KnownField<P> {
    return resolveField(this.#part, this.#scope, name);
  }

  #scalar(name: ParsedField): KnownScalar<P> {
    return resolveScalar(this.#part, this.#scope, name);
  }

  #open(name: ParsedField): KnownScalar<P> {
    return resolveOpen(this.#part, this.#scope, name);
  }
}

function reference<P extends string>({ path, type }: KnownScalar<P>): FieldReference<P> {
  return { path, type };
}
