import { type RawBuilder, sql } from 'kysely';
import type { Comparison, FieldReference, Filter, Operand } from '../core/query/filter.ts';
import type { Scalar } from '../core/query/values.ts';
import type { Column, Columns, Value } from './columns/column.ts';
import type { Words } from './words.ts';

const OPERATORS: Record<Comparison, RawBuilder<unknown>> = {
  eq: sql`=`,
  ne: sql`<>`,
  gt: sql`>`,
  ge: sql`>=`,
  lt: sql`<`,
  le: sql`<=`,
};

export interface FilterOptions<P extends string> {
  words: Words;
  columns: Columns<P>;
  /** The field that is compared by digest, and the digests of a value: a credential is not stored in plain text. */
  digested?: { path: P; digests(credential: string): readonly Uint8Array[] };
}

/**
 * A filter as a SQL condition, every value a bound parameter. SQL knows a third answer, null; as a filter's terms are
 * true or false only, `not` takes null for false.
 */
export function filterSql<P extends string>(filter: Filter<P>, options: FilterOptions<P>): RawBuilder<unknown> {
  const inner = (term: Filter<P>) => filterSql(term, options);
  switch (filter.op) {
    case 'and':
    case 'or':
      return balanced(filter.terms.map(inner), filter.op === 'and' ? sql`and` : sql`or`);
    case 'not':
      return sql`not coalesce(${inner(filter.term)}, false)`;
    case 'compare':
      if (isDigested(filter.field, options)) return digestSql([filter.operand], filter.field, options);
      return sql`${expression(filter.field, options)} ${OPERATORS[filter.operator]} ${operandSql(filter.operand, filter.field, options)}`;
    case 'in':
      if (isDigested(filter.field, options)) return digestSql(filter.values.map(asOperand), filter.field, options);
      return sql`${expression(filter.field, options)} in (${sql.join(filter.values.map((value) => options.words.bound(value, filter.field.type)))})`;
    case 'like': {
      const { expression, folded } = valueAt(filter.field.path, options.columns);
      return options.words.like(filter.ignoreCase ? folded : expression, filter.pattern);
    }
    case 'never':
      return sql`false`;
    case 'isNull':
      return sql`${expression(filter.field, options)} is null`;
    case 'any': {
      const collection = options.columns[filter.collection];
      if (collection.kind !== 'collection') throw new TypeError(`${filter.collection} is no collection.`);
      return collection.anyElement(filter.term ? inner(filter.term) : sql`true`);
    }
  }
}

/** Halves in parentheses: a thousand terms in a row would nest deeper than SQLite reads. */
function balanced(terms: readonly RawBuilder<unknown>[], operator: RawBuilder<unknown>): RawBuilder<unknown> {
  const [first, ...rest] = terms;
  if (!first) throw new TypeError('A junction needs terms.');
  if (rest.length === 0) return first;
  const middle = Math.ceil(terms.length / 2);
  const [left, right] = [terms.slice(0, middle), terms.slice(middle)];
  return sql`(${balanced(left, operator)} ${operator} ${balanced(right, operator)})`;
}

/** The expression that a field is ordered by. */
export function orderExpression<P extends string>(path: P, columns: Columns<P>): RawBuilder<unknown> {
  return valueAt(path, columns).expression;
}

function valueAt<P extends string>(path: P, columns: Columns<P>): Value {
  const column: Column = columns[path];
  if (column.kind !== 'value') throw new TypeError(`${path} has no one value.`);
  return column;
}

function expression<P extends string>({ path }: FieldReference<P>, { columns }: FilterOptions<P>): RawBuilder<unknown> {
  return orderExpression(path, columns);
}

function operandSql<P extends string>(
  operand: Operand<P>,
  { type }: FieldReference<P>,
  options: FilterOptions<P>,
): RawBuilder<unknown> {
  return operand.kind === 'field' ? expression(operand.field, options) : options.words.bound(operand.value, type);
}

function isDigested<P extends string>({ path }: FieldReference<P>, { digested }: FilterOptions<P>): boolean {
  return digested?.path === path;
}

function digestSql<P extends string>(
  operands: readonly Operand<P>[],
  field: FieldReference<P>,
  options: FilterOptions<P>,
): RawBuilder<unknown> {
  const digests = operands.flatMap((operand) =>
    operand.kind === 'value' ? (options.digested?.digests(String(operand.value)) ?? []) : [],
  );
  // Without keys nothing can be the credential of a token, and not every database knows an empty list.
  if (digests.length === 0) return sql`false`;
  return sql`${expression(field, options)} in (${sql.join(digests)})`;
}

function asOperand(value: Scalar): Operand<never> {
  return { kind: 'value', value };
}
