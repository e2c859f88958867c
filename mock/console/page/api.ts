import type { Faults, NextAnswer } from '../../engine/faults.ts';
import type { SavedState } from '../../engine/saved-state.ts';

/** What the sandbox says of itself. */
export interface Described {
  states: string[];
  actsAs?: string;
  /** Operation → status → the names of its examples. */
  operations: Record<string, Record<string, string[]>>;
}

export interface Clock {
  at: string;
  frozen: boolean;
}

export type Waiting = Record<string, NextAnswer[]>;

/** The controls of one state, over HTTP. Each throws an Error that says what the sandbox refuses. */
export function controlsFor(state: string) {
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`/sandbox${path}`, {
      method,
      headers: { 'Sandbox-State': state, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const value = text === '' ? undefined : JSON.parse(text);
    if (!response.ok) throw new Error(value?.detail ?? `The sandbox answered ${response.status}.`);
    return value;
  }
  return {
    describe: () => call<Described>('GET', ''),
    reset: () => call<void>('POST', '/reset'),
    save: () => call<SavedState>('GET', '/state'),
    restore: (saved: unknown) => call<void>('PUT', '/state', saved),
    clock: () => call<Clock>('GET', '/clock'),
    setClock: (clock: Partial<Clock>) => call<void>('PUT', '/clock', clock),
    advanceClock: (milliseconds: number) => call<Clock>('POST', '/clock/advance', { milliseconds }),
    next: () => call<Waiting>('GET', '/next'),
    setNext: (next: Waiting) => call<void>('PUT', '/next', next),
    faults: () => call<Faults>('GET', '/faults'),
    setFaults: (faults: Faults) => call<void>('PUT', '/faults', faults),
    rateLimit: () => call<{ rateLimit: number }>('GET', '/rate-limit'),
    setRateLimit: (rateLimit: number) => call<void>('PUT', '/rate-limit', { rateLimit }),
  };
}

export type ConsoleControls = ReturnType<typeof controlsFor>;
