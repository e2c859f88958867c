import { type Core, createCore } from '../../server/core/index.ts';
import { type MemoryStore, memoryStore } from '../../server/core/memory/store.ts';
import type { Tables } from '../../server/core/memory/tables.ts';
import type { OpenApiDocument } from '../../server/core/operations.ts';
import type { RateLimits } from '../../server/core/rate.ts';
import { type ClockSetting, SandboxClock } from './clock.ts';
import { FaultPlan } from './faults.ts';
import { Overrides } from './overrides.ts';
import { RateCounter } from './rate.ts';
import { type StandIn, vaultWith } from './stand-in.ts';

/** What the core of each state is given. */
export interface StateSettings extends RateLimits {
  tokensPerAccount?: number;
  streamLimit?: number;
  statementTimeout?: number;
}

export interface StateOptions {
  name: string;
  document: OpenApiDocument;
  /** What it begins with, and begins with again after a reset. */
  initial: Tables;
  settings: StateSettings;
  /** Keeps the data; Maps unless given. */
  newStore?: ((initial: Tables) => MemoryStore) | undefined;
  standIn: StandIn | undefined;
  onFailure(error: unknown, what: string): void;
}

/** All that a state is, to be put back later. */
export interface Snapshot {
  tables: Tables;
  clock: ClockSetting;
}

/** Data, clock, limits and faults of their own: what one test does in its state, no other one sees. */
export class SandboxState {
  readonly name: string;
  readonly clock = new SandboxClock();
  readonly faults = new FaultPlan();
  readonly overrides = new Overrides();
  readonly store: MemoryStore;
  rate: RateLimits;
  counter = new RateCounter(this.clock.now);
  readonly #options: StateOptions;
  #core: Core;

  constructor(options: StateOptions) {
    this.name = options.name;
    this.#options = options;
    this.store = (options.newStore ?? memoryStore)(options.initial);
    this.rate = rateOf(options.settings);
    this.#core = this.#newCore();
  }

  get core(): Core {
    return this.#core;
  }

  /** Everything as at the beginning. */
  async reset(): Promise<void> {
    this.faults.clear();
    this.overrides.clear();
    this.rate = rateOf(this.#options.settings);
    await this.restore({ tables: this.#options.initial, clock: { at: Date.now(), frozen: false } });
  }

  async snapshot(): Promise<Snapshot> {
    await this.#core.flush();
    return { tables: this.store.snapshot(), clock: this.clock.setting };
  }

  async restore({ tables, clock }: Snapshot): Promise<void> {
    await this.#core.flush();
    await this.store.restore(tables);
    await this.setClock(clock);
  }

  async setClock(setting: ClockSetting): Promise<void> {
    this.clock.set(setting);
    await this.#begin();
  }

  /** @param milliseconds Negative ones set the clock back. */
  async advanceClock(milliseconds: number): Promise<void> {
    this.clock.advance(milliseconds);
    if (milliseconds < 0) await this.#begin();
  }

  /** Counting begins anew. */
  setRate(setting: RateLimits): void {
    this.rate = setting;
    this.counter = new RateCounter(this.clock.now);
  }

  async close(): Promise<void> {
    await this.#core.flush();
    await this.store.close();
  }

  /** A core never goes back in time, and a state does when it is told to. */
  async #begin(): Promise<void> {
    const before = this.#core;
    this.counter = new RateCounter(this.clock.now);
    this.#core = this.#newCore();
    await before.flush();
  }

  #newCore(): Core {
    const { document, settings, standIn, onFailure } = this.#options;
    const { store, clock } = this;
    return createCore({ ...settings, document, store, vault: vaultWith(standIn), clock: clock.now, onFailure });
  }
}

function rateOf({ rateLimit, accountRateLimit, refusalLimit }: RateLimits): RateLimits {
  return {
    rateLimit,
    ...(accountRateLimit !== undefined && { accountRateLimit }),
    ...(refusalLimit !== undefined && { refusalLimit }),
  };
}
