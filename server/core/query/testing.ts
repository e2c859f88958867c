import type { FieldTable } from './fields.ts';
import type { Filter, Operand } from './filter.ts';
import { parseListQuery } from './list-query.ts';
import { QueryError, type QueryErrors } from './query-error.ts';
import { compareText, fold, matchesPattern } from './text.ts';
import type { Scalar } from './values.ts';

/** What is wrong with a list query; nothing, if it can be answered. */
export function errorsOf(rawQuery: string, table: FieldTable): QueryErrors | undefined {
  try {
    parseListQuery(rawQuery, table);
    return undefined;
  } catch (error) {
    if (error instanceof QueryError) return error.errors;
    throw error;
  }
}

/** Whether a representation meets a filter: the plain meaning, to hold translations against. */
export function meets(filter: Filter, row: unknown, prefix = ''): boolean {
  const value = ({ path, type }: { path: string; type: string }) => scalar(at(row, path.slice(prefix.length)), type);
  switch (filter.op) {
    case 'and':
      return filter.terms.every((term) => meets(term, row, prefix));
    case 'or':
      return filter.terms.some((term) => meets(term, row, prefix));
    case 'not':
      return !meets(filter.term, row, prefix);
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
        Array.isArray(elements) && elements.some((one) => !term || meets(term, { '': one, ...one }, `${collection}[]`))
      );
    }
  }
}

function operandOf(operand: Operand<string>, value: (field: { path: string; type: string }) => Scalar | undefined) {
  return operand.kind === 'value' ? operand.value : value(operand.field);
}

function compares(operator: string, left: Scalar | undefined, right: Scalar | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  const order = typeof left === 'string' ? compareText(left, String(right)) : Number(left) - Number(right);
  const results: Record<string, boolean> = {
    eq: order === 0,
    ne: order !== 0,
    gt: order > 0,
    ge: order >= 0,
    lt: order < 0,
    le: order <= 0,
  };
  return results[operator] === true;
}

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
