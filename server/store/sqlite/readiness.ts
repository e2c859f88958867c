import type { Guard } from './guard.ts';
import { probe } from './probe.ts';

/** What a probe found holds for so long where nothing was written meanwhile. */
const HOLDS_MS = 1_000;
/** However often readiness is asked for, probes take no more than one part in so many of the time. */
const SHARE = 5;

/** Whether requests could read and write just now; cheap, however often it is asked. */
export class Readiness {
  readonly #guard: Guard;
  #probed = { at: Number.NEGATIVE_INFINITY, took: 0, stamp: '' };

  constructor(guard: Guard) {
    this.#guard = guard;
  }

  /** @throws StoreUnavailable where they could not. */
  check(): void {
    const { file, availability } = this.#guard;
    if (availability.failure?.reason === 'corrupt') throw availability.failure;
    try {
      file.assertWritable();
      if (!this.#isKnown() && this.#probe()) availability.works();
    } catch (error) {
      throw availability.failed(error);
    }
    if (availability.failure) throw availability.failure;
  }

  #isKnown(): boolean {
    const { at, took, stamp } = this.#probed;
    const age = performance.now() - at;
    if (age < took * SHARE) return true;
    return this.#guard.availability.failure === undefined && age < HOLDS_MS && stamp === this.#guard.file.stamp();
  }

  #probe(): boolean {
    const start = performance.now();
    try {
      return probe(this.#guard.file.path);
    } finally {
      const at = performance.now();
      this.#probed = { at, took: at - start, stamp: this.#guard.file.stamp() };
    }
  }
}
