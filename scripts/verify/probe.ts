import { setTimeout as sleep } from 'node:timers/promises';
import type { components } from '../../generated/schema.ts';
import { findings, type Observed } from '../contract/findings.ts';
import type { Send, WireRequest } from './http.ts';

export type Problem = components['schemas']['Problem'];

/** A request and what was answered to it. */
export interface Exchange {
  request: WireRequest;
  response: Observed;
}

/** A promise of the contract that is broken. */
export class Violation extends Error {
  /** What was sent, in its order; the last one was answered wrongly. */
  readonly exchanges: readonly Exchange[];

  constructor(message: string, exchanges: readonly Exchange[]) {
    super(message);
    this.name = 'Violation';
    this.exchanges = [...exchanges];
  }
}

export interface ProbeOptions {
  send: Send;
  /** The credential that requests carry unless they say otherwise. */
  credential: string;
  /** The deployment answers with examples, which name other fields than those that are wrong. */
  examples?: boolean;
  /** Is told of every exchange. */
  observe?: (exchange: Exchange) => void;
}

export interface Request {
  /** A credential; `null` is none at all. */
  as?: string | null;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is, with no media type but the one in `headers`. */
  text?: string;
  hostless?: boolean;
}

const LONGEST_WAIT_S = 120;

/** One try of one check: sends requests, holds each answer against the contract, and remembers them. */
export class Probe {
  readonly exchanges: Exchange[] = [];
  readonly #options: ProbeOptions;

  constructor(options: ProbeOptions) {
    this.#options = options;
  }

  /**
   * Sends a request. Where the deployment limits the rate it waits as it is told to.
   * @throws Violation where the answer breaks the contract, headers included.
   */
  async send(method: string, path: string, request: Request = {}): Promise<Observed> {
    const response = await this.sendOnce(method, path, request);
    const wait = Number(response.headers.get('retry-after'));
    if (response.status !== 429 || !(wait <= LONGEST_WAIT_S)) return response;
    await sleep(wait * 1000);
    return this.sendOnce(method, path, request);
  }

  /** Sends a request and takes a 429 for an answer. */
  async sendOnce(
    method: string,
    path: string,
    { as, headers, json, text, hostless = false }: Request = {},
  ): Promise<Observed> {
    const { send, credential, observe } = this.#options;
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
    const exchange = { request, response: await send(request) };
    this.exchanges.push(exchange);
    observe?.(exchange);
    const [found] = findings(method, path, exchange.response);
    if (found !== undefined) this.fail(`answered ${exchange.response.status}: ${found}`);
    return exchange.response;
  }

  /** @throws Violation that says what is wrong with the last answer. */
  fail(message: string): never {
    throw new Violation(message, this.exchanges);
  }

  /** @throws Violation unless the condition holds for the last answer. */
  assert(condition: boolean, message: string): void {
    if (!condition) this.fail(message);
  }

  /** @throws Violation unless the last answer has the status. */
  expectStatus(response: Observed, status: number): void {
    if (response.status !== status) this.fail(`answered ${response.status}, expected ${status}`);
  }

  /** @throws Violation unless the last answer is a problem of the status, and names the field where one is given. */
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
