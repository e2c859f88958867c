import type { OperationId } from '../../generated/operations.ts';
import type { RateLimits } from '../../server/core/rate.ts';
import type { ClockSetting } from './clock.ts';
import { readClock, readFaults, readMilliseconds, readNext, readRate, type Time } from './control-input.ts';
import type { Engine } from './engine.ts';
import type { Faults, NextAnswer } from './faults.ts';
import type { Entry } from './journal.ts';
import { readSaved, type SavedState, saved } from './saved-state.ts';
import { DEFAULT_STATE } from './states.ts';

/**
 * What a test, or a person, has the sandbox do, in one state. The same as functions, as a client over HTTP and for MSW.
 * Each rejects with ControlError where it is told what it cannot do; nothing has changed then.
 */
export interface Controls {
  /** Data, clock, limits and faults as at the beginning. */
  reset(): Promise<void>;
  /** All data and the clock, to be put back. */
  save(): Promise<SavedState>;
  restore(state: SavedState): Promise<void>;
  clock(): Promise<ClockSetting>;
  /** What is not given stays. */
  setClock(setting: { at?: Time; frozen?: boolean }): Promise<void>;
  /** Negative milliseconds set the clock back. */
  advanceClock(milliseconds: number): Promise<void>;
  /** What the next requests of an operation are answered, in place of what waits; none is as usual again. */
  next(operation: OperationId, ...answers: NextAnswer[]): Promise<void>;
  /** In place of those before; none is as usual again. */
  setFaults(faults: Faults): Promise<void>;
  setRateLimit(setting: RateLimits): Promise<void>;
  /** The newest requests of this state, oldest first, 500 of all states at most. */
  requests(): Promise<Entry[]>;
}

/** The controls of a state of this process. */
export function controlsOf(engine: Engine, name = DEFAULT_STATE): Controls {
  const { states, declared, journal } = engine;
  const state = () => states.of(name);
  return {
    reset: () => state().reset(),
    save: async () => saved(await state().snapshot()),
    restore: async (value) => state().restore(await readSaved(value)),
    clock: async () => state().clock.setting,
    setClock: async (setting) => state().setClock(readClock(setting, state().clock.setting)),
    advanceClock: async (milliseconds) => state().advanceClock(readMilliseconds({ milliseconds })),
    async next(operation, ...answers) {
      for (const [id, next] of readNext({ [operation]: answers }, declared)) state().faults.setNext(id, next);
    },
    async setFaults(faults) {
      state().faults.faults = readFaults(faults, declared);
    },
    async setRateLimit(setting) {
      state().setRate(readRate(setting));
    },
    requests: async () => journal.entries.filter((entry) => entry.state === name),
  };
}
