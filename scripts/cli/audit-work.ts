import { setTimeout as delay } from 'node:timers/promises';
import type { Store } from '../../server/core/ports/store.ts';
import type { TrailEntry, TrailQuery } from '../../server/core/ports/trail.ts';
import { onDatabase } from './on-database.ts';

/** Which lines of the trail. */
export interface AuditOptions {
  /** Milliseconds since 1970. */
  since?: number;
  until?: number;
  token?: string;
  account?: string;
  by?: string;
  follow?: boolean;
}

const PAGE = 1000;
const LOOK_EVERY_MS = 1_000;
/** Of two servers one may write down later what happened earlier; by no more than this. */
const OVERLAP_MS = 10_000;

/** Tells the audit trail of the database of the environment, a line an entry. @throws Error */
export function audit(options: AuditOptions, tell: (line: string) => void): Promise<void> {
  const { since, until, token: tokenId, account: accountId, by, follow = false } = options;
  return onDatabase(async (store) => {
    const asked = { since, until, tokenId, accountId, by };
    let told = new Map<string, number>();
    do {
      told = await tellAll(store, asked, told, tell);
      if (!follow) return;
      asked.since = Math.max(asked.since ?? 0, latestOf(told) - OVERLAP_MS);
      await delay(LOOK_EVERY_MS);
    } while (until === undefined || Date.now() < until);
  });
}

/** Tells what was not told yet; answers with the entries that may come again: id → instant. */
async function tellAll(
  store: Store,
  asked: Omit<TrailQuery, 'limit'>,
  told: ReadonlyMap<string, number>,
  tell: (line: string) => void,
): Promise<Map<string, number>> {
  const seen = new Map(told);
  for (let after: TrailEntry | undefined; ; ) {
    const page: TrailEntry[] = await store.trail.read({ ...asked, after, limit: PAGE });
    for (const entry of page) {
      if (!seen.has(entry.id)) tell(JSON.stringify(shown(entry)));
      seen.set(entry.id, entry.at);
    }
    after = page.at(-1);
    if (page.length < PAGE) break;
  }
  const oldest = latestOf(seen) - OVERLAP_MS;
  return new Map([...seen].filter(([, at]) => at >= oldest));
}

function latestOf(entries: ReadonlyMap<string, number>): number {
  let latest = 0;
  for (const at of entries.values()) latest = Math.max(latest, at);
  return latest;
}

function shown({ at, action, tokenId, accountId, by, traceId, changes }: TrailEntry): object {
  return {
    at: new Date(at).toISOString(),
    action,
    token: tokenId,
    account: accountId,
    ...(by && { by: { token: by.tokenId, account: by.accountId } }),
    ...(traceId !== null && { traceId }),
    changes,
  };
}
