const EVERY_MS = 50;
/** How much of a new measurement counts: one that is late by chance refuses nobody. */
const WEIGHT = 1 / 3;

/** How late this thread comes to what it has to do, as it was just now. */
export class LoopDelay {
  #milliseconds = 0;
  #last = performance.now();
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#timer = setInterval(() => this.#measure(), EVERY_MS).unref();
  }

  /** Smoothed over some tenths of a second. */
  get milliseconds(): number {
    return this.#milliseconds;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #measure(): void {
    const now = performance.now();
    const late = Math.max(0, now - this.#last - EVERY_MS);
    this.#last = now;
    this.#milliseconds += (late - this.#milliseconds) * WEIGHT;
  }
}
