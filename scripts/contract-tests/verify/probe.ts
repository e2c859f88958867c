import type { components } from '../../../generated/schema.ts';
import { findings, type Observed } from '../judge/findings.ts';
import { type Send, Unreachable, type WireRequest } from './http.ts';
import { patiently } from './patience.ts';

export type Problem = components['schemas']['Problem'];

/** A request and what was answered to it. */
export interface RoundTrip {
  request: WireRequest;
  response: Observed;
}

/** What fails a check: a promise of the contract that is broken. */
export class CheckFailure extends Error {
  /** What was sent, in its order; the last one was answered wrongly, or not at all. */
  readonly requests: readonly WireRequest[];

  constructor(message: string, requests: readonly WireRequest[]) {
    super(message);
    this.name = 'CheckFailure';
    this.requests = [...requests];
  }
}

/** An answer has a content coding that is not known here: that is no fault of the deployment, and nothing can be said. */
export class Unreadable extends Error {}

export interface ProbeOptions {
  send: Send;
  /** The credential that requests carry unless they say otherwise. */
  credential: string;
  /** The deployment answers with examples, which name other fields than those that are wrong. */
  examples?: boolean;
  /** Is told of every round trip. */
  observe?: (roundTrip: RoundTrip) => void;
  /** Once it is aborted, nothing more is sent. */
  signal?: AbortSignal | undefined;
}

export interface ProbeRequest {
  /** A credential; `null` is none at all. */
  as?: string | null;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is, with no media type but the one in `headers`. */
  text?: string;
  hostless?: boolean;
}

/** One try of one check: sends requests, holds each answer against the contract, and remembers them. */
export class Probe {
  readonly #requests: WireRequest[] = [];
  readonly #options: ProbeOptions;

  constructor(options: ProbeOptions) {
    this.#options = options;
  }

  /**
   * Sends a request. Where the deployment limits the rate it waits as it is told to.
   * @throws CheckFailure where the answer breaks the contract, headers included, or where there is none; Unreadable.
   */
  async send(method: string, path: string, request: ProbeRequest = {}): Promise<Observed> {
    return patiently(() => this.sendOnce(method, path, request), this.#options.signal);
  }

  /** Sends a request and takes a 429 for an answer. */
  async sendOnce(
    method: string,
    path: string,
    { as, headers, json, text, hostless = false }: ProbeRequest = {},
  ): Promise<Observed> {
    const { send, credential, observe, signal } = this.#options;
    signal?.throwIfAborted();
    const request: WireRequest = {
      method,
      path,
      headers: {
        ...(as !== null && { Authorization: `Bearer ${as ?? credential}` }),
        ...(json !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: json === undefined ? text : JSON.stringify(json),
      hostless,
    };
    this.#requests.push(request);
    const response = await send(request).catch((error: Error) => {
      if (!(error instanceof Unreachable)) throw error;
      return this.fail(`did not answer: ${error.reason}`);
    });
    observe?.({ request, response });
    const [found] = findings(method, path, response);
    if (found !== undefined) this.fail(`answered ${response.status}: ${found}`);
    if (response.unread && 'unknown' in response.unread) {
      throw new Unreadable(
        `the body of the answer to ${method} ${path.split('?')[0]} cannot be read: ${response.unread.unknown}`,
      );
    }
    return response;
  }

  /** @throws CheckFailure that says what is wrong with the last answer. */
  fail(message: string): never {
    throw new CheckFailure(message, this.#requests);
  }

  /** @throws CheckFailure unless the condition holds for the last answer. */
  assert(condition: boolean, message: string): void {
    if (!condition) this.fail(message);
  }

  /** @throws CheckFailure unless the last answer has the status. */
  expectStatus(response: Observed, status: number): void {
    if (response.status !== status) this.fail(`answered ${response.status}, expected ${status}`);
  }

  /** @throws CheckFailure unless the last answer is a problem of the status, and names the field where one is given. */
  expectProblem(response: Observed, status: number, field?: string): void {
    this.expectStatus(response, status);
    if (field === undefined || this.#options.examples) return;
    const { errors = {} } = response.body as Problem;
    if (!Object.hasOwn(errors, field)) {
      const told = Object.keys(errors).join(', ') || 'nothing';
      this.fail(`answered ${status} without naming ${field} in errors; it named ${told}`);
    }
  }
}
