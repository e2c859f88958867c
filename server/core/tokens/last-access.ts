import type { Clock, Instant } from '../ports/clock.ts';
import type { Store, TokenIdentity } from '../ports/store.ts';

const MINUTE_IN_MS = 60_000;
const DELAY_IN_MS = 50;

/** When a token was used last. */
export type Use = readonly [tokenId: string, at: Instant];

/** Writes uses in one transaction, but for those of which another server has written one within a minute. */
export function writeUses(store: Store, uses: readonly Use[]): Promise<void> {
  return store.transaction(async ({ tokens }) => {
    for (const [id, at] of uses) await tokens.touch(id, at, at - MINUTE_IN_MS + 1);
  });
}

export interface LastAccessOptions {
  write(uses: readonly Use[]): Promise<void>;
  clock?: Clock;
  onFailure(error: unknown): void;
}

/**
 * Writes `lastAccessAt`, at most once a minute for each token and never in the way of a request: uses are gathered
 * and written together a moment later [token.last-access].
 */
export class LastAccess {
  readonly #write: LastAccessOptions['write'];
  readonly #clock: Clock;
  readonly #onFailure: (error: unknown) => void;
  readonly #pending = new Map<string, Instant>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor({ write, clock = Date.now, onFailure }: LastAccessOptions) {
    this.#write = write;
    this.#clock = clock;
    this.#onFailure = onFailure;
  }

  note({ id, lastAccessAt }: Pick<TokenIdentity, 'id' | 'lastAccessAt'>): void {
    const now = this.#clock();
    if (lastAccessAt !== null && now - lastAccessAt < MINUTE_IN_MS) return;
    if (this.#pending.has(id)) return;
    this.#pending.set(id, now);
    this.#timer ??= setTimeout(() => void this.flush(), DELAY_IN_MS);
  }

  /** Writes what is pending, and waits for it. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const uses = [...this.#pending];
    if (uses.length > 0) {
      this.#writing = this.#writing
        .then(() => this.#write(uses))
        .catch(this.#onFailure)
        .finally(() => {
          for (const [id] of uses) this.#pending.delete(id);
        });
    }
    await this.#writing;
  }
}
