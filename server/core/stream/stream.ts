import type { components } from '../../../generated/schema.ts';
import type { Repositories } from '../ports/store.ts';
import type { Principal } from '../principal.ts';
import { ProblemError } from '../problems.ts';
import type { StreamQuery } from '../query/list-query.ts';
import { type Selected, selected } from '../selected.ts';
import { stillThere } from '../tokens/lookup.ts';
import type { StreamFormat } from './format.ts';
import type { Snapshot } from './records.ts';

type Schemas = components['schemas'];

/** The most records of a stream, unless told otherwise. */
export const DEFAULT_STREAM_LIMIT = 1_000_000;

/** A list as a stream, before it is bytes. */
export interface StreamOf<T> {
  mediaType: StreamFormat;
  /** How many records there will be. */
  count: number;
  /** Of the envelope, in JSON. */
  meta: Schemas['ListMeta'];
  /** The records by pages. Rejects where the stream has to break; who breaks off ends the work. */
  pages: AsyncIterable<(T | Schemas['DeletedRecord'])[]>;
}

export interface StreamSource<V> {
  principal: Principal;
  mediaType: StreamFormat;
  query: StreamQuery;
  /** The most records that a stream may have. */
  most: number;
  store: Repositories;
  /** Opens a snapshot of at most so many records. */
  open(limit: number): Promise<Snapshot<V>>;
}

/**
 * Opens a stream. Before each page it asks again who is calling, so that a stream does not outlive its credential or its rights
 * [stream.revoked].
 * @throws ProblemError 413 where there are more records than a stream may have.
 */
export async function openStream<V extends object>(source: StreamSource<V>): Promise<StreamOf<Selected<V>>> {
  const { mediaType, query, most, open } = source;
  const snapshot = await open(Math.min(query.limit ?? Number.POSITIVE_INFINITY, most + 1));
  const { count } = snapshot;
  if (count > most) throw tooManyRecords(most);
  const pagination = { offset: 0, limit: query.limit ?? count, total: count };
  // It comes before the records, so it names what any of them may lack.
  const meta = { pagination, omitted: query.select.omitted([]) };
  return { mediaType, count, meta, pages: pagesOf(source, snapshot) };
}

async function* pagesOf<V extends object>({ principal, query, store }: StreamSource<V>, snapshot: Snapshot<V>) {
  for await (const page of snapshot.pages()) {
    requireRights(principal, await stillThere(principal, store));
    yield page.map(({ id, record }) => {
      return record === undefined ? { id, $meta: { deleted: true as const } } : selected(record, query.select);
    });
  }
}

/** Who has lost a module may see less than belongs to the stream. @throws ProblemError 403. */
function requireRights(before: Principal, now: Principal): void {
  if ([...before.modules].some((code) => !now.modules.has(code))) throw new ProblemError(403);
}

function tooManyRecords(most: number): ProblemError {
  return new ProblemError(413, {
    code: 'stream.too-large',
    detail: `The stream would have more than ${most} records.`,
    maxExportKeys: most,
  });
}
