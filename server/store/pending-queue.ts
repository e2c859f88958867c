import type { Instant } from '../core/ports/clock.ts';
import type { KeyedCreation, TokenRecord } from '../core/ports/store.ts';
import type { TrailEntry } from '../core/ports/trail.ts';
import type { Pending } from './together.ts';

/** What is written with tokens, but for themselves. */
export interface Queued {
  trail: TrailEntry[];
  keyed: KeyedCreation[];
  /** Keys that were used until then, so many of them. */
  removal?: { at: Instant; limit: number };
}

/** Rows that wait until they are written, whatever the way to the database. */
export abstract class PendingQueue implements Pending {
  #queued: Queued = { trail: [], keyed: [] };

  abstract token(token: TokenRecord): Promise<void>;
  abstract has(id: string): boolean;
  abstract write(): Promise<void>;

  trail(entry: TrailEntry): void {
    this.#queued.trail.push(entry);
  }

  keyed(creation: KeyedCreation): void {
    this.#queued.keyed.push(creation);
  }

  remove(at: Instant, limit: number): void {
    const { removal } = this.#queued;
    this.#queued.removal = { at: Math.max(at, removal?.at ?? at), limit: limit + (removal?.limit ?? 0) };
  }

  hasKey(accountId: string, key: string): boolean {
    return this.#queued.keyed.some((one) => one.accountId === accountId && one.key === key);
  }

  /** What waits, which waits no more. */
  protected take(): Queued {
    const queued = this.#queued;
    this.#queued = { trail: [], keyed: [] };
    return queued;
  }
}
