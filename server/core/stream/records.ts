/** What belonged to a list at one moment, to be read later, a page at a time. */
export interface Snapshot<T> {
  /** How many records there are. */
  count: number;
  /**
   * The records in their order, read as they are asked for, as they are then. To be walked once; who breaks off reads no
   * more.
   */
  pages(): AsyncIterable<SnapshotRecord<T>[]>;
}

/** A record, or only its id where it is gone. */
export interface SnapshotRecord<T> {
  id: string;
  record: T | undefined;
}

/** Few enough that reading and writing a page keeps nobody waiting. */
export const PAGE_SIZE = 50;

/** No id has it. */
export const SEPARATOR = '\n';

/**
 * A snapshot by ids.
 * @param ids Joined by `SEPARATOR`: a million ids are 14 MB in one text, and many times that in as many.
 * @param read Reads those that are there, in any order.
 */
export function snapshotOf<T extends { id: string }>(
  { ids, count }: { ids: string; count: number },
  read: (ids: string[]) => Promise<T[]>,
): Snapshot<T> {
  return {
    count,
    async *pages() {
      for (const page of idPages(ids, count)) {
        const records = new Map((await read(page)).map((record) => [record.id, record]));
        yield page.map((id) => ({ id, record: records.get(id) }));
      }
    },
  };
}

function* idPages(ids: string, count: number): Generator<string[]> {
  let page: string[] = [];
  for (let from = 0, seen = 0; seen < count; seen += 1) {
    const end = ids.indexOf(SEPARATOR, from);
    page.push(ids.slice(from, end < 0 ? undefined : end));
    from = end + 1;
    if (page.length < PAGE_SIZE && seen < count - 1) continue;
    yield page;
    page = [];
  }
}

/** The same records in another form. */
export function represented<T, V>({ count, pages }: Snapshot<T>, represent: (record: T) => V): Snapshot<V> {
  return {
    count,
    async *pages() {
      for await (const page of pages()) {
        yield page.map(({ id, record }) => ({ id, record: record === undefined ? undefined : represent(record) }));
      }
    },
  };
}
