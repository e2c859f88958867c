/** `./msw`: the API as request handlers for MSW 2 and 3, in a page or in a unit test. Web APIs only. */
import type { HttpHandler } from 'msw';
import document from '../../generated/openapi.json' with { type: 'json' };
import type { OperationId } from '../../generated/operations.ts';
import sample from '../../server/seed/sample.json' with { type: 'json' };
import type { Seed } from '../../server/seed/seed.ts';
import { type Controls, controlsOf } from '../engine/controls.ts';
import { STATE_HEADER } from '../engine/cors.ts';
import { createEngine, type Engine, type EngineOptions } from '../engine/engine.ts';
import type { Override, OverrideAnswer } from '../engine/override.ts';
import { DEFAULT_STATE } from '../engine/states.ts';
import { addressOf } from './address.ts';
import type { Exactly } from './exactly.ts';
import { handlerOf } from './handler.ts';
import { checkedSeed } from './seed.ts';

export type { Seed, SeedAccount, SeedModule, SeedToken } from '../../server/seed/seed.ts';
export type { ClockSetting } from '../engine/clock.ts';
export { ControlError } from '../engine/control-error.ts';
export type { Controls } from '../engine/controls.ts';
export type { Faults, NextAnswer } from '../engine/faults.ts';
export { BrokenContract } from '../engine/form.ts';
export type { Entry } from '../engine/journal.ts';
export type { Override, OverrideAnswer, ProblemBody } from '../engine/override.ts';
export type { SavedState } from '../engine/saved-state.ts';
export { type ProblemDetails, problem } from './problem.ts';

export interface ApiTokensOptions extends Partial<Omit<EngineOptions, 'document' | 'seed' | 'newStore' | 'onFailure'>> {
  /** What stands before the paths of the contract, such as `https://api.example.com`; any origin unless given. */
  baseUrl?: string;
  /** What is there at first, in place of the sample data and the examples of the contract. */
  seed?: Seed;
  /** Told of an answer that breaks the contract; `console.error` unless given. */
  onFailure?: (error: unknown) => void;
}

/** The controls of one state, and what takes the place of its operations. */
export interface StateControls extends Controls {
  /** To be sent with each request that is for this state; empty for the one of requests that name none. */
  headers: Readonly<Record<string, string>>;
  /** Forgets the state: it begins anew when it is next named. */
  forget(): Promise<void>;
  /**
   * Answers an operation from now on, in this state, once a request has passed the checks of the contract. An answer that
   * the operation does not declare does not compile; one that breaks the contract otherwise is told of by `onFailure`, and
   * is a 500. A reset takes back all of them.
   * @returns what takes it back.
   */
  override<O extends OperationId, A extends OverrideAnswer<O>>(
    operation: O,
    answer: Override<O, A> & Exactly<O, A>,
  ): Promise<() => void>;
}

/** The API in memory; itself the controls of the state of requests that name none. */
export interface ApiTokens extends StateControls {
  /** For `setupWorker(...handlers)` and `setupServer(...handlers)`. */
  handlers: HttpHandler[];
  /** A state of its own, by any name: what one test does in it, no other one sees. */
  state(name: string): StateControls;
  /** Of the first tokens: token id → credential. They are always the same, and no secrets. */
  credentials(): Promise<Readonly<Record<string, string>>>;
}

/**
 * The API with all its rules, in memory, as handlers of MSW. Each call makes one of its own.
 * @throws TypeError for a seed whose references lead nowhere, or a `baseUrl` that is none.
 */
export function apiTokens(options: ApiTokensOptions = {}): ApiTokens {
  const { baseUrl, seed, onFailure = console.error, ...rest } = options;
  const address = addressOf(baseUrl);
  const given = checkedSeed(seed ?? (sample as Seed));
  let starting: Promise<Engine> | undefined;
  const started = () => {
    starting ??= createEngine({ examples: seed === undefined, ...rest, document, seed: given, onFailure });
    return starting;
  };

  function stateOf(name: string): StateControls {
    const control = async () => controlsOf(await started(), name);
    const state = async () => (await started()).states.of(name);
    return {
      headers: name === DEFAULT_STATE ? {} : { [STATE_HEADER]: name },
      reset: async () => (await control()).reset(),
      save: async () => (await control()).save(),
      restore: async (saved) => (await control()).restore(saved),
      clock: async () => (await control()).clock(),
      setClock: async (setting) => (await control()).setClock(setting),
      advanceClock: async (milliseconds) => (await control()).advanceClock(milliseconds),
      next: async (operation, ...answers) => (await control()).next(operation, ...answers),
      setFaults: async (faults) => (await control()).setFaults(faults),
      setRateLimit: async (setting) => (await control()).setRateLimit(setting),
      requests: async () => (await control()).requests(),
      forget: async () => (await started()).states.forget(name),
      override: async (operation, answer) => (await state()).overrides.add(operation, answer),
    };
  }

  return {
    ...stateOf(DEFAULT_STATE),
    handlers: [handlerOf(address, started)],
    state: stateOf,
    credentials: async () => (await started()).credentials,
  };
}
