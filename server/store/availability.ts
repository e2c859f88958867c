import { StoreUnavailable } from '../core/ports/store-unavailable.ts';

/** Told once when a database becomes unavailable, with the reason, and once, with undefined, when it works again. */
export type AvailabilityListener = (failure: StoreUnavailable | undefined) => void;

/** Whether a database can be used, by what came of using it. */
export class Availability {
  readonly #asUnavailable: (error: unknown) => unknown;
  readonly #tell: AvailabilityListener;
  #failure: StoreUnavailable | undefined;

  /** @param asUnavailable Tells a failure of the database from others: as StoreUnavailable; whatever is none, as it is. */
  constructor(asUnavailable: (error: unknown) => unknown, tell: AvailabilityListener) {
    this.#asUnavailable = asUnavailable;
    this.#tell = tell;
  }

  /** Why it cannot be used, as far as is known. */
  get failure(): StoreUnavailable | undefined {
    return this.#failure;
  }

  /** Takes note of a failure; answers with what to throw. */
  failed(error: unknown): unknown {
    const failure = this.#asUnavailable(error);
    if (!(failure instanceof StoreUnavailable) || this.#isDamaged()) return failure;
    const isNews = this.#failure?.reason !== failure.reason;
    this.#failure = failure;
    if (isNews) this.#tell(failure);
    return failure;
  }

  /** Something was written. Damage is not mended by that: other parts may be whole. */
  works(): void {
    if (this.#failure === undefined || this.#isDamaged()) return;
    this.#failure = undefined;
    this.#tell(undefined);
  }

  #isDamaged(): boolean {
    return this.#failure?.reason === 'corrupt';
  }
}
