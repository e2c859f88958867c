import type { FieldTable } from './fields.ts';
import type { FieldReference, Filter } from './filter.ts';

/**
 * The same filter for a caller who is not shown some fields: to it they have no value, so that no answer depends on them
 * [rql.references].
 */
export function withoutFields<P extends string>(filter: Filter<P>, isHidden: (path: P) => boolean): Filter<P> {
  const inner = (term: Filter<P>) => withoutFields(term, isHidden);
  const hides = ({ path }: FieldReference<P>) => isHidden(path);
  switch (filter.op) {
    case 'and':
    case 'or':
      return { ...filter, terms: filter.terms.map(inner) };
    case 'not':
      return { ...filter, term: inner(filter.term) };
    case 'isNull':
      return hides(filter.field) ? { op: 'not', term: { op: 'never' } } : filter;
    case 'compare': {
      const { field, operand } = filter;
      return hides(field) || (operand.kind === 'field' && hides(operand.field)) ? { op: 'never' } : filter;
    }
    case 'like':
    case 'in':
      return hides(filter.field) ? { op: 'never' } : filter;
    case 'any':
      if (isHidden(filter.collection)) return { op: 'never' };
      return filter.term ? { ...filter, term: inner(filter.term) } : filter;
    case 'never':
      return filter;
  }
}

/** Whether a field is one of another resource that a reference only leads to. */
export function isOf(table: FieldTable, path: string, resource: string): boolean {
  return table[path]?.of === resource;
}
