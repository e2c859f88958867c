import type { FieldPath, Resource } from '../../generated/fields.ts';
import type { ListRequest } from '../core/ports/store.ts';
import { conditionsOf, pathsOf } from '../core/query/conditions.ts';
import type { Filter } from '../core/query/filter.ts';
import type { ListSource } from './list-source.ts';
import { keptTotal } from './totals.ts';

/** Rows before a page are walked over, one by one. */
const MOST_SKIPPED = 1_000;
const MOST_VALUES = 100;

/**
 * Whether a list is read in a moment however many rows there are: it walks an index from its beginning and its total is
 * kept, or it looks a few rows up. What it says of a plan is held against SQLite's in `plans.test.ts`.
 */
export function isBrief<R extends Resource>({ filter, order, offset }: ListRequest<R>, source: ListSource<R>): boolean {
  const terms = filter ? conditionsOf(filter) : [];
  if (valuesIn(terms) > MOST_VALUES) return false;
  if (terms.some((term) => isOneOf(term, source.unique))) return true;
  const [first] = order;
  const index = terms.length === 0 ? source.finder?.walks : source.finder?.served.orders;
  if (offset > MOST_SKIPPED || !first || !index?.has(first.field.path)) return false;
  return isServed(terms, source) && keptTotal(filter, source.totals) !== undefined;
}

/** Whether a few entries of an index, or of what is kept, tell which rows meet the terms. */
function isServed<R extends Resource>(terms: readonly Filter<FieldPath<R>>[], { finder }: ListSource<R>): boolean {
  if (!finder) return false;
  const { few, many } = finder.served;
  const paths = terms.flatMap((term) => [...pathsOf(term)]);
  // Of what there are many, one is named: all of them would have to be read.
  return paths.every(
    (path) => few.has(path) || (many.has(path) && terms.some((term) => isOneOf(term, new Set([path])))),
  );
}

/** Whether a field has one of some values. */
function isOneOf<P extends string>(term: Filter<P>, paths: ReadonlySet<P>): boolean {
  if (term.op === 'in') return paths.has(term.field.path);
  return term.op === 'compare' && term.operator === 'eq' && term.operand.kind === 'value' && paths.has(term.field.path);
}

/** How many values a row is compared with; what takes longer than a comparison is more than is brief. */
function valuesIn(terms: readonly Filter[]): number {
  return terms.reduce((sum, term) => sum + weight(term), 0);
}

function weight(filter: Filter): number {
  switch (filter.op) {
    case 'and':
    case 'or':
      return valuesIn(filter.terms);
    case 'not':
      return weight(filter.term);
    case 'in':
      return filter.values.length;
    case 'compare':
    case 'isNull':
    case 'never':
      return 1;
    default:
      return Number.POSITIVE_INFINITY;
  }
}
