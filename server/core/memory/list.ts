import type { Resource } from '../../../generated/fields.ts';
import type { ListRequest, Page, SnapshotRequest } from '../ports/store.ts';
import type { Filter } from '../query/filter.ts';
import { compareScalars, fieldValue, meets } from '../query/meets.ts';
import type { Order } from '../query/order.ts';
import { SEPARATOR, type Snapshot, snapshotOf } from '../stream/records.ts';

/** A record beside its representation, by which it is filtered and ordered. */
export interface Row<T> {
  record: T;
  fields: object;
}

/** The records of one page in their order, and how many match in all. */
export function pageOf<R extends Resource, T>(
  rows: Iterable<Row<T>>,
  { order, limit, offset }: Omit<ListRequest<R>, 'filter'>,
  filter: Filter | undefined,
): Page<T> {
  const matching = Array.from(rows).filter(({ fields }) => filter === undefined || meets(filter, fields));
  const sorted = matching.sort((one, other) => compareRows(one.fields, other.fields, order));
  return { items: sorted.slice(offset, offset + limit).map(({ record }) => record), total: matching.length };
}

/** The same as a snapshot. @param find Finds a record as it is then. */
export function snapshotOfRows<R extends Resource, T extends { id: string }>(
  rows: Iterable<Row<T>>,
  request: Omit<SnapshotRequest<R>, 'filter'>,
  filter: Filter | undefined,
  find: (id: string) => T | undefined,
): Snapshot<T> {
  const { items } = pageOf(rows, { ...request, offset: 0 }, filter);
  const ids = { ids: items.map(({ id }) => id).join(SEPARATOR), count: items.length };
  return snapshotOf(ids, async (page) => page.flatMap((id) => find(id) ?? []));
}

/** Rows without a value come first where a field ascends and last where it descends. */
function compareRows(one: object, other: object, order: readonly Order[]): number {
  for (const { field, descending } of order) {
    const [left, right] = [fieldValue(one, field), fieldValue(other, field)];
    const difference =
      left === undefined || right === undefined
        ? Number(left !== undefined) - Number(right !== undefined)
        : compareScalars(left, right);
    if (difference !== 0) return descending ? -difference : difference;
  }
  return 0;
}
