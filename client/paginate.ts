import type { Resource } from '../generated/fields.ts';
import type { List, ListOptions } from './lists.ts';
import type { Item, Page, SelectedItem } from './types.ts';

/** As for a list; `limit` is the size of the pages, `offset` where to begin. */
export type WalkOptions<R extends Resource> = Omit<ListOptions<R>, 'page'>;

/** Walks a whole list, item by item. */
export interface Each<R extends Resource> {
  (options?: WalkOptions<R> & { select?: undefined }): AsyncGenerator<Item<R>, void, undefined>;
  (options?: WalkOptions<R>): AsyncGenerator<SelectedItem<R>, void, undefined>;
}

interface Paging {
  limit?: number | undefined;
  offset?: number | undefined;
}

/**
 * Walks a list page by page and gives its items one by one. A page is fetched when its first item is asked for; who
 * breaks off fetches no more. It ends at the `total` of the latest answer, or at an empty page.
 *
 * In the default order everything that is there during the whole walk comes exactly once, whatever is created meanwhile.
 * What leaves the list meanwhile moves those behind it forward, so one of them may be missed ("Walking a list" in the
 * contract): a loop that takes its own items out of the filter collects them first.
 * @param list Reads one page: an operation of the client, such as `client.listApiTokens`.
 * @throws RangeError for a `limit` or an `offset` that leads nowhere; and what `list` rejects with.
 */
export async function* paginate<T, Options extends Paging>(
  list: (options: Options & Paging) => Promise<Page<T>>,
  options: Options,
): AsyncGenerator<T, void, undefined> {
  const { limit, offset: start = 0 } = options;
  if (limit !== undefined && !(limit >= 1)) throw new RangeError('A walk needs a limit of at least 1.');
  if (!(start >= 0)) throw new RangeError('A walk cannot begin before the first item.');
  for (let offset = start; ; ) {
    const { $meta, data } = await list({ ...options, offset });
    yield* data;
    offset += data.length;
    if (data.length === 0 || offset >= $meta.pagination.total) return;
  }
}

/** The walk over the pages that an operation reads. */
export function eachOperation<R extends Resource>(list: List<R>): Each<R> {
  const each = (options: WalkOptions<R> = {}) => paginate<SelectedItem<R>, WalkOptions<R>>(list, options);
  // As for the list itself: the type of the items follows from `select`.
  return each as unknown as Each<R>;
}
