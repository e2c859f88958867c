import type { Filter } from './filter.ts';

/** The fields that it depends on whether a row meets a filter. */
export function pathsOf<P extends string>(filter: Filter<P>): Set<P> {
  switch (filter.op) {
    case 'and':
    case 'or':
      return new Set(filter.terms.flatMap((term) => [...pathsOf(term)]));
    case 'not':
      return pathsOf(filter.term);
    case 'compare':
      return new Set([filter.field.path, ...(filter.operand.kind === 'field' ? [filter.operand.field.path] : [])]);
    case 'like':
    case 'in':
    case 'isNull':
      return new Set([filter.field.path]);
    case 'any':
      return new Set([filter.collection, ...(filter.term ? pathsOf(filter.term) : [])]);
    case 'never':
      return new Set();
  }
}

/** The conditions that a row has to meet, each of them. */
export function conditionsOf<P extends string>(filter: Filter<P>): readonly Filter<P>[] {
  return filter.op === 'and' ? filter.terms.flatMap(conditionsOf) : [filter];
}
