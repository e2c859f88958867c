import type { Repositories, TokenRecord } from '../core/ports/store.ts';
import { InEachOthersWay } from './conflict.ts';
import { PendingQueue } from './pending-queue.ts';

/** Rows that several changes write, each by itself: where the database is in this process, nothing is won by sending them as one. */
export class PendingWrites extends PendingQueue {
  readonly #repositories: Repositories;

  constructor(repositories: Repositories) {
    super();
    this.#repositories = repositories;
  }

  async token(token: TokenRecord): Promise<void> {
    const isWritten = await this.#repositories.tokens.insert(token);
    if (!isWritten) throw new InEachOthersWay(new Error(`The token id ${token.id} is taken.`));
  }

  /** Never: they are written at once. */
  has(): boolean {
    return false;
  }

  async write(): Promise<void> {
    const { trail, keyedCreations } = this.#repositories;
    const { trail: entries, keyed, removal } = this.take();
    for (const entry of entries) await trail.append(entry);
    if (removal) await keyedCreations.removeUntil(removal.at, removal.limit);
    for (const creation of keyed) await keyedCreations.put(creation);
  }
}
