import type { FieldPath, fields, Resource } from '../../generated/fields.ts';
import type { OperationRequest } from './handler.ts';
import { both, type Visible } from './policy.ts';
import type { ListRequest, Page, SnapshotRequest, Store } from './ports/store.ts';
import type { Principal } from './principal.ts';
import { type ListQuery, parseListQuery, parseStreamQuery, type StreamQuery } from './query/list-query.ts';
import { representList } from './selected.ts';
import { represented, type Snapshot } from './stream/records.ts';
import { openStream } from './stream/stream.ts';

/** A resource that is only read, as its lists need it. */
export interface ReadOnlySource<R extends Resource, T, V> {
  table: (typeof fields)[R];
  repository: {
    list(request: ListRequest<R>): Promise<Page<T>>;
    snapshot(request: SnapshotRequest<R>): Promise<Snapshot<T>>;
  };
  /** @throws ProblemError for who may see nothing. */
  visible(principal: Principal): Visible<R>;
  represent(record: T): V;
  store: Store;
  /** The most records of a stream. */
  streamLimit: number;
}

/** The list of a resource that is only read, as a page or as a stream. */
export function readOnlyList<R extends Resource, T, V extends object>(source: ReadOnlySource<R, T, V>) {
  const { table, repository, visible, represent, store, streamLimit } = source;
  type Asked = Pick<OperationRequest<'listAccounts'>, 'principal' | 'query' | 'stream' | 'signal'>;

  return async ({ principal, query: rawQuery, stream: mediaType, signal }: Asked) => {
    if (mediaType) {
      const query: StreamQuery<FieldPath<R>> = parseStreamQuery(rawQuery, table);
      const filter = both(visible(principal), query.filter);
      const asked = { order: query.order, filter, signal };
      const open = async (limit: number) => represented(await repository.snapshot({ ...asked, limit }), represent);
      const stream = await openStream({ principal, mediaType, query, most: streamLimit, store, open });
      return { status: 200, stream } as const;
    }
    const query: ListQuery<FieldPath<R>> = parseListQuery(rawQuery, table);
    const filter = both(visible(principal), query.filter);
    const { items, total } = await repository.list({ ...query, ...query.paging, filter, signal });
    return { status: 200, body: representList({ items: items.map(represent), total }, query) } as const;
  };
}
