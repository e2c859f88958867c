import pg from 'pg';

const TICK_MS = 100;

/** Time that passes only while this process has time: where it had none, what was answered may not have been read yet. */
class Ticks {
  #timer: NodeJS.Timeout | undefined;

  /** @param tick Called again and again, until it says that it has been called often enough. */
  run(tick: () => boolean): void {
    this.#timer ??= setInterval(() => {
      if (tick()) this.stop();
    }, TICK_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

/** Notices where something is asked of a database and nothing is answered at all, whoever asks. */
export class Silence {
  readonly #ticks = new Ticks();
  readonly #suspectAfter: number;
  readonly #onSuspicion: () => void;
  #asked = 0;
  #quiet = 0;
  #answers = 0;

  /** @param suspectAfter Milliseconds. */
  constructor(suspectAfter: number, onSuspicion: () => void) {
    this.#suspectAfter = suspectAfter / TICK_MS;
    this.#onSuspicion = onSuspicion;
  }

  /** How often something was answered. */
  get answers(): number {
    return this.#answers;
  }

  /** Does what asks the database. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.#asked++ === 0) this.#quiet = 0;
    this.#ticks.run(() => this.#tick());
    try {
      const answer = await work();
      this.heard();
      return answer;
    } catch (error) {
      if (error instanceof pg.DatabaseError) this.heard();
      throw error;
    } finally {
      this.#asked -= 1;
    }
  }

  /** Something was answered. */
  heard(): void {
    this.#quiet = 0;
    this.#answers += 1;
  }

  #tick(): boolean {
    if (this.#asked === 0) return true;
    this.#quiet += 1;
    if (this.#quiet >= this.#suspectAfter) this.#onSuspicion();
    return false;
  }
}

/** Calls back after so many milliseconds, and later where this process was busy. @returns what prevents it. */
export function after(milliseconds: number, work: () => void): () => void {
  const ticks = new Ticks();
  let left = milliseconds / TICK_MS;
  ticks.run(() => {
    left -= 1;
    if (left > 0) return false;
    work();
    return true;
  });
  return () => ticks.stop();
}
