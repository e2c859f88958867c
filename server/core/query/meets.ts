import type { Comparison, FieldReference, Filter, Operand } from './filter.ts';
import { compareText, fold, matchesPattern } from './text.ts';
import type { Scalar } from './values.ts';

/**
 * Whether a representation meets a filter. Fields are found by the paths of the field table; a row that has only some of
 * them will do where the filter names no others.
 */
export function meets(filter: Filter, row: object): boolean {
  return meetsAt(filter, row, '');
}

/** The value of a field in a representation, a timestamp in milliseconds; undefined where it has none. */
export function fieldValue(row: object, { path, type }: FieldReference<string>): Scalar | undefined {
  return scalar(at(row, path), type);
}

/** Negative, zero or positive; texts by code point. Both are values of the same field. */
export function compareScalars(left: Scalar, right: Scalar): number {
  return typeof left === 'string' ? compareText(left, String(right)) : Number(left) - Number(right);
}

function meetsAt(filter: Filter, row: unknown, prefix: string): boolean {
  const value = ({ path, type }: FieldReference<string>) => scalar(at(row, path.slice(prefix.length)), type);
  switch (filter.op) {
    case 'and':
      return filter.terms.every((term) => meetsAt(term, row, prefix));
    case 'or':
      return filter.terms.some((term) => meetsAt(term, row, prefix));
    case 'not':
      return !meetsAt(filter.term, row, prefix);
    case 'never':
      return false;
    case 'isNull':
      return value(filter.field) === undefined;
    case 'in': {
      const own = value(filter.field);
      return own !== undefined && filter.values.includes(own);
    }
    case 'like': {
      const own = value(filter.field);
      return own !== undefined && matchesPattern(filter.ignoreCase ? fold(String(own)) : String(own), filter.pattern);
    }
    case 'compare':
      return compares(filter.operator, value(filter.field), operandOf(filter.operand, value));
    case 'any': {
      const elements = at(row, filter.collection.slice(prefix.length));
      const { term, collection } = filter;
      return (
        Array.isArray(elements) &&
        elements.some((one) => !term || meetsAt(term, { '': one, ...one }, `${collection}[]`))
      );
    }
  }
}

function operandOf(operand: Operand<string>, value: (field: FieldReference<string>) => Scalar | undefined) {
  return operand.kind === 'value' ? operand.value : value(operand.field);
}

function compares(operator: Comparison, left: Scalar | undefined, right: Scalar | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  return COMPARISONS[operator](compareScalars(left, right));
}

const COMPARISONS: Record<Comparison, (order: number) => boolean> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
};

/** Follows a path; a key may itself contain dots (`group.buyers`). Of an element, the path begins with its dot. */
function at(value: unknown, path: string): unknown {
  if (path === '') return typeof value === 'object' && value !== null && '' in value ? value[''] : value;
  const name = path.startsWith('.') ? path.slice(1) : path;
  if (typeof value !== 'object' || value === null) return undefined;
  const key = Object.keys(value).find((own) => own !== '' && (name === own || name.startsWith(`${own}.`)));
  if (key === undefined) return undefined;
  const inner = (value as Record<string, unknown>)[key];
  return name === key ? inner : at(inner, name.slice(key.length + 1));
}

function scalar(value: unknown, type: string): Scalar | undefined {
  if (value === undefined || value === null) return undefined;
  return type === 'timestamp' ? Date.parse(String(value)) : (value as Scalar);
}
