/** `./testing`: the controls of a sandbox that runs somewhere, for tests in any runner. Web APIs only. */
import type { Controls } from '../engine/controls.ts';
import type { Entry } from '../engine/journal.ts';
import type { SavedState } from '../engine/saved-state.ts';

export type { ClockSetting } from '../engine/clock.ts';
export type { Controls } from '../engine/controls.ts';
export type { Faults, NextAnswer } from '../engine/faults.ts';
export type { Entry } from '../engine/journal.ts';
export type { SavedState } from '../engine/saved-state.ts';

/** A state of a sandbox, by its controls. */
export interface SandboxClient extends Controls {
  /** To be sent with each request that is for this state; empty for the one of requests that name none. */
  headers: Readonly<Record<string, string>>;
  /** Forgets the state: it begins anew when it is next named. */
  forget(): Promise<void>;
}

export interface SandboxClientOptions {
  /** A state of its own, so that tests that run at once do not see each other: any name. */
  state?: string;
  fetch?: typeof fetch;
}

/** What a sandbox says is wrong with what it was told; nothing has changed then. */
export class SandboxError extends Error {
  /** By field. */
  readonly errors: Readonly<Record<string, string>>;
  readonly status: number;

  constructor(status: number, detail: string, errors: Record<string, string> = {}) {
    super(detail);
    this.name = 'SandboxError';
    this.status = status;
    this.errors = errors;
  }
}

/**
 * The controls of the sandbox at an origin, such as `http://127.0.0.1:4010`. Each throws SandboxError where the sandbox
 * refuses, and what `fetch` throws where there is none.
 */
export function sandboxAt(origin: string, { state, fetch: send = fetch }: SandboxClientOptions = {}): SandboxClient {
  const headers: Record<string, string> = state === undefined ? {} : { 'Sandbox-State': state };

  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await send(`${origin.replace(/\/$/, '')}/sandbox${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const value = text === '' ? undefined : JSON.parse(text);
    if (!response.ok) throw new SandboxError(response.status, value?.detail ?? text, value?.errors);
    return value;
  }

  return {
    headers,
    reset: () => call('POST', '/reset'),
    save: () => call<SavedState>('GET', '/state'),
    restore: (saved) => call('PUT', '/state', saved),
    forget: () => call('DELETE', '/state'),
    async clock() {
      const { at, frozen } = await call<{ at: string; frozen: boolean }>('GET', '/clock');
      return { at: Date.parse(at), frozen };
    },
    setClock: (setting) => call('PUT', '/clock', setting),
    advanceClock: (milliseconds) => call('POST', '/clock/advance', { milliseconds }),
    next: (operation, ...answers) => call('PUT', '/next', { [operation]: answers }),
    setFaults: (faults) => call('PUT', '/faults', faults),
    setRateLimit: (setting) => call('PUT', '/rate-limit', setting),
    requests: () => call<Entry[]>('GET', '/requests'),
  };
}
