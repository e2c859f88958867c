import type { Instant } from '../../server/core/ports/clock.ts';

/** A clock that can be set: it goes on from there, or stands still. */
export interface ClockSetting {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  at: Instant;
  /** Whether time stands still. */
  frozen: boolean;
}

/** The time of a state of the sandbox: that of the machine until it is set. */
export class SandboxClock {
  #offset = 0;
  #frozenAt: Instant | undefined;

  readonly now = (): Instant => this.#frozenAt ?? Date.now() + this.#offset;

  get setting(): ClockSetting {
    return { at: this.now(), frozen: this.#frozenAt !== undefined };
  }

  set({ at, frozen }: ClockSetting): void {
    this.#offset = at - Date.now();
    this.#frozenAt = frozen ? at : undefined;
  }

  /** @param milliseconds Negative ones set it back. */
  advance(milliseconds: number): void {
    if (this.#frozenAt === undefined) this.#offset += milliseconds;
    else this.#frozenAt += milliseconds;
  }
}
