import { SandboxState, type StateOptions } from './state.ts';

/** The state of requests that name none. */
export const DEFAULT_STATE = 'default';

/** Beyond this, the state that was used least recently is forgotten: a client may make up any number of names. */
const MOST_STATES = 1_000;

/** The states by their names; one that is not there yet begins when it is first named. */
export class States {
  readonly #options: Omit<StateOptions, 'name'>;
  /** The most recently used come last. */
  readonly #states = new Map<string, SandboxState>();

  constructor(options: Omit<StateOptions, 'name'>) {
    this.#options = options;
    this.of(DEFAULT_STATE);
  }

  of(name: string): SandboxState {
    const state = this.#states.get(name) ?? new SandboxState({ ...this.#options, name });
    this.#states.delete(name);
    this.#states.set(name, state);
    if (this.#states.size > MOST_STATES) this.#forgetOldest();
    return state;
  }

  get names(): string[] {
    return [...this.#states.keys()];
  }

  /** Forgets a state; the default one begins anew when it is next used. */
  async forget(name: string): Promise<void> {
    const state = this.#states.get(name);
    this.#states.delete(name);
    await state?.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#states.values()].map((state) => state.close()));
  }

  #forgetOldest(): void {
    const oldest = this.names.find((name) => name !== DEFAULT_STATE);
    if (oldest !== undefined) void this.forget(oldest);
  }
}
