import type { TrailEntry, TrailQuery, TrailRepository } from '../ports/trail.ts';

/** What is in memory is gone with it: so many entries tell what a test or a stranger would look for. */
const MOST = 10_000;

/** The trail of a store on Maps: of its last changes. */
export class MemoryTrail {
  readonly #entries: TrailEntry[] = [];

  add(entries: readonly TrailEntry[]): void {
    for (const entry of entries) this.#entries.push(entry);
    this.#entries.splice(0, this.#entries.length - MOST);
  }

  /** @param appended Takes what a transaction appends, until it is committed. */
  repository(appended: TrailEntry[]): TrailRepository {
    return {
      append: async (entry) => void appended.push(entry),
      read: async (query) =>
        [...this.#entries, ...appended]
          .filter((entry) => isAsked(entry, query))
          .sort((one, other) => (isBehind(one, other) ? 1 : -1))
          .slice(0, query.limit),
    };
  }
}

function isAsked(entry: TrailEntry, { since, until, tokenId, accountId, by, after }: TrailQuery): boolean {
  return (
    (since === undefined || entry.at >= since) &&
    (until === undefined || entry.at < until) &&
    (tokenId === undefined || entry.tokenId === tokenId) &&
    (accountId === undefined || entry.accountId === accountId) &&
    (by === undefined || entry.by?.tokenId === by || entry.by?.accountId === by) &&
    (after === undefined || isBehind(entry, after))
  );
}

function isBehind(one: Pick<TrailEntry, 'at' | 'id'>, other: Pick<TrailEntry, 'at' | 'id'>): boolean {
  return one.at > other.at || (one.at === other.at && one.id > other.id);
}
