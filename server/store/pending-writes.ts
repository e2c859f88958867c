import type { Instant } from '../core/ports/clock.ts';
import type { KeyedCreation, Repositories, TokenRecord } from '../core/ports/store.ts';
import type { TrailEntry } from '../core/ports/trail.ts';
import { InEachOthersWay } from './conflict.ts';
import type { Pending } from './together.ts';

/** Rows that several changes write, each by itself: where the database is in this process, nothing is won by sending them as one. */
export class PendingWrites implements Pending {
  readonly #repositories: Repositories;
  #trail: TrailEntry[] = [];
  #keyed: KeyedCreation[] = [];
  #removal: { at: Instant; limit: number } | undefined;

  constructor(repositories: Repositories) {
    this.#repositories = repositories;
  }

  async token(token: TokenRecord): Promise<void> {
    const isWritten = await this.#repositories.tokens.insert(token);
    if (!isWritten) throw new InEachOthersWay(new Error(`The token id ${token.id} is taken.`));
  }

  trail(entry: TrailEntry): void {
    this.#trail.push(entry);
  }

  keyed(creation: KeyedCreation): void {
    this.#keyed.push(creation);
  }

  remove(at: Instant, limit: number): void {
    this.#removal = { at: Math.max(at, this.#removal?.at ?? at), limit: limit + (this.#removal?.limit ?? 0) };
  }

  /** Never: they are written at once. */
  has(): boolean {
    return false;
  }

  hasKey(accountId: string, key: string): boolean {
    return this.#keyed.some((one) => one.accountId === accountId && one.key === key);
  }

  async write(): Promise<void> {
    const { trail, keyedCreations } = this.#repositories;
    const [entries, keyed, removal] = [this.#trail, this.#keyed, this.#removal];
    [this.#trail, this.#keyed, this.#removal] = [[], [], undefined];
    for (const entry of entries) await trail.append(entry);
    if (removal) await keyedCreations.removeUntil(removal.at, removal.limit);
    for (const creation of keyed) await keyedCreations.put(creation);
  }
}
