import type { Resource } from '../../generated/fields.ts';
import { type AtOnce, andThen } from '../core/at-once.ts';
import type { ListRequest, Page, SnapshotRequest } from '../core/ports/store.ts';
import { SEPARATOR, type Snapshot, snapshotOf } from '../core/stream/records.ts';
import { isBrief } from './brief.ts';
import type { Connection } from './connection.ts';
import type { ListSource } from './list-source.ts';
import { countQuery, firstRows, pageQuery } from './list-sql.ts';
import { type Rows, rowsOf } from './narrowed.ts';
import { rowsFrom } from './prepared.ts';
import { areMost, earlyWindow, type Found, numberOf, type Search, searchOf, windows } from './search.ts';
import { wholePage, wholeTotal } from './whole.ts';

/**
 * The ids of one page, and how many rows match in all. Only ids, so that an order without an index sorts narrow rows
 * and a deep page walks an index; the page itself is read by them.
 */
function listIds<R extends Resource>(
  db: Connection,
  request: ListRequest<R>,
  source: ListSource<R>,
): AtOnce<Page<string>> {
  return andThen(searchOf(db, request.filter, source), (search) =>
    andThen(totalOf(db, request, source, search), (total) => {
      const limit = Math.min(request.limit, total - request.offset);
      if (limit <= 0) return { items: [], total };
      const read = (among?: Rows) => pageIds(db, { ...request, limit }, source, among);
      const isFull = ({ length }: string[]) => length === limit;
      const items = search ? firstFull({ ...request, limit }, source, { ...search, total }, read, isFull) : read();
      return andThen(items, (ids) => ({ items: ids, total }));
    }),
  );
}

function totalOf<R extends Resource>(
  db: Connection,
  request: ListRequest<R>,
  source: ListSource<R>,
  search: Search | undefined,
): AtOnce<number> {
  return request.filter ? numberOf(db, countQuery(request, source, search)) : wholeTotal(db, source);
}

/** The ids of one page, in order. @param among Rows that they are among. */
function pageIds<R extends Resource>(
  db: Connection,
  request: ListRequest<R>,
  source: ListSource<R>,
  among?: Rows,
): AtOnce<string[]> {
  const isWhole = !request.filter && !among;
  const rows = isWhole ? wholePage(db, request, source) : rowsFrom(db, pageQuery(request, source, among));
  return andThen(rows, (read) => read.map(({ id }) => id));
}

/** All ids of a snapshot in order, joined where they are read: so many rows would be many times as large. */
async function snapshotIds<R extends Resource>(
  db: Connection,
  request: SnapshotRequest<R>,
  source: ListSource<R>,
): Promise<JoinedIds> {
  // Without a limit SQLite sorts all rows at once; with one each as it comes, which takes many times as long where it is all.
  const isWhole = request.limit >= (await wholeTotal(db, source));
  const search = await searchOf(db, request.filter, source);
  const bounds = { limit: isWhole ? undefined : request.limit, offset: 0 };
  const read = (among?: Rows) => joinedIds(db, { ...request, ...bounds }, source, among);
  if (isWhole || !search) return read(search && rowsOf(search));
  const early = earlyWindow({ ...request, offset: 0 }, source);
  const found = early && (await read(firstRows(request, source, early)));
  if (found && found.count === request.limit) return found;
  const total = await numberOf(db, countQuery(request, source, search));
  const limit = Math.min(request.limit, total);
  if (limit === 0) return NO_IDS;
  return firstFull(
    { ...request, offset: 0, limit },
    source,
    { ...search, total },
    read,
    ({ count }) => count === limit,
  );
}

const NO_IDS: JoinedIds = { ids: '', count: 0 };

interface JoinedIds {
  ids: string;
  count: number;
}

async function joinedIds<R extends Resource>(
  db: Connection,
  request: Parameters<typeof pageQuery<R>>[0],
  source: ListSource<R>,
  among: Rows | undefined,
): Promise<JoinedIds> {
  const [row] = await rowsFrom(db, source.words.joinedIds(pageQuery(request, source, among), SEPARATOR));
  return { ids: row?.ids ?? '', count: Number(row?.count ?? 0) };
}

/**
 * Reads what belongs together, so that the count, the ids and the rows of a list are of one moment. Where the signal is
 * aborted it is ended, if it can be, and rejects with the signal's reason.
 */
export type Scan = <T>(signal: AbortSignal | undefined, work: (moment: Connection) => AtOnce<T>) => Promise<T>;

/**
 * Reads what takes a moment, and belongs together, without going anywhere or waiting for it. Undefined where it turns out to take
 * longer: it was broken off then.
 */
export type Glance = <T>(work: (moment: Connection) => AtOnce<T>) => T | undefined;

/** How lists are read. */
export interface Lists {
  scan: Scan;
  /** Where everything is scanned there is none. */
  glance?: Glance;
}

/** Reads rows by their ids, those that are there, in any order. */
type ReadByIds<T> = (db: Connection, ids: readonly string[]) => AtOnce<T[]>;

/** How the rows of a page are read. */
export interface Reads<R extends Resource, T> {
  byIds: ReadByIds<T>;
  /** Those of a page of all rows at once, in order, where that costs no more than to look for their ids first. */
  first?(db: Connection, request: ListRequest<R>, source: ListSource<R>): AtOnce<T[]>;
}

/** So many whole rows are passed over as fast as so many entries of an index. */
const FEW_PASSED = 100;

/** A page, with how many rows match in all. */
export async function readPage<R extends Resource, T extends { id: string }>(
  { scan, glance }: Lists,
  request: ListRequest<R>,
  source: ListSource<R>,
  { byIds, first }: Reads<R, T>,
): Promise<Page<T>> {
  const work = (moment: Connection) =>
    andThen(listIds(moment, request, source), ({ items: ids, total }) =>
      andThen(byIds(moment, ids), (rows) => ({ items: inOrder(ids, rows), total })),
    );
  if (!glance || !isBrief(request, source)) return scan(request.signal, work);
  await understood();
  const isFirst = first && !request.filter && request.offset <= FEW_PASSED;
  const page = isFirst ? glance((moment) => firstOf(moment, request, source, first)) : glance(work);
  return page ?? scan(request.signal, work);
}

/** Whoever gives turns reckons what a list does at once: to understand it, and not to read it. */
function understood(): Promise<void> {
  return Promise.resolve();
}

function firstOf<R extends Resource, T>(
  db: Connection,
  request: ListRequest<R>,
  source: ListSource<R>,
  first: Required<Reads<R, T>>['first'],
): AtOnce<Page<T>> {
  return andThen(wholeTotal(db, source), (total) => andThen(first(db, request, source), (items) => ({ items, total })));
}

/** What belongs to a list now, to be read later, each of its pages at a moment of its own. */
export async function openSnapshot<R extends Resource, T extends { id: string }>(
  { scan, glance }: Lists,
  request: SnapshotRequest<R>,
  source: ListSource<R>,
  read: ReadByIds<T>,
): Promise<Snapshot<T>> {
  const ids = await scan(request.signal, (moment) => snapshotIds(moment, request, source));
  return snapshotOf(ids, async (page) => {
    await understood();
    const work = (moment: Connection) => read(moment, page);
    return glance?.(work) ?? scan(undefined, work);
  });
}

/** Puts what was read by ids back into their order. */
function inOrder<T extends { id: string }>(ids: readonly string[], rows: readonly T[]): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/**
 * What is read of rows that an index narrows, of which there are enough: among the first ones in the order of the list, where it is
 * full there, or else among all.
 */
async function firstFull<R extends Resource, T>(
  request: ListRequest<R>,
  source: ListSource<R>,
  search: Found,
  read: (among?: Rows) => AtOnce<T>,
  isFull: (read: T) => boolean,
): Promise<T> {
  for (const count of windows(request, source, search)) {
    const found = await read(firstRows(request, source, count));
    if (isFull(found)) return found;
  }
  return read(areMost(search) ? undefined : rowsOf(search));
}
