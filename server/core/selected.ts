import type { components } from '../../generated/schema.ts';
import type { Page } from './ports/store.ts';
import type { ListQuery } from './query/list-query.ts';
import type { Selection } from './query/select.ts';

/** What `select` leaves of a representation: any field, at any depth, may be gone. */
export type Selected<T> = T extends readonly (infer E)[]
  ? SelectedElement<E>[]
  : T extends object
    ? { [K in keyof T]?: Selected<T[K]> }
    : T;

/** An element that needs nothing but its id has it: where that is left out, nothing is left of the collection. */
type SelectedElement<E> = { id: string } extends E ? E : Selected<E>;

/** The selected fields of a representation, and its own `$meta` [select.omitted]. */
export function representSelected<T extends object>(whole: T, select: Selection) {
  const sent = selected(whole, select);
  return { ...sent, $meta: { omitted: select.omitted([{ whole, sent }]) } };
}

/** A page in the form of every list: only the list has a `$meta`, its items have none. */
export function representList<T extends object>({ items, total }: Page<T>, { paging, select }: ListQuery) {
  const applied = items.map((whole) => ({ whole, sent: selected(whole, select) }));
  return { $meta: metaOf({ total, paging, omitted: select.omitted(applied) }), data: applied.map(({ sent }) => sent) };
}

/** The `$meta` of a list. */
export function metaOf({ total, paging, omitted }: ListFacts): components['schemas']['ListMeta'] {
  return { pagination: { offset: paging.offset, limit: paging.limit, total }, omitted };
}

interface ListFacts extends Pick<ListQuery, 'paging'> {
  total: number;
  omitted: string[];
}

/** The selected fields of a representation, as a member of a list has them. */
export function selected<T extends object>(whole: T, select: Selection): Selected<T> {
  return select.apply(whole) as Selected<T>;
}
