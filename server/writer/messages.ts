import type { ChangingOperation } from '../core/changes.ts';
import type { HeaderOf, OperationRequest } from '../core/handler.ts';
import type { Instant } from '../core/ports/clock.ts';
import type { Use } from '../core/tokens/last-access.ts';
import type { UntypedResult } from '../core/untyped.ts';
import type { DerivedKey } from '../secrets/keyring.ts';
import type { OpenedFiles } from '../store/sqlite/watched-file.ts';
import type { ErrorData } from './failures.ts';

/** What the thread is made with. */
export interface WriterData {
  /** The database, which is open in the main thread. */
  files: OpenedFiles;
  keys: readonly DerivedKey[];
  /** As in the configuration. */
  tokensPerAccount: number;
}

/** What the thread is started with: the same, and where it notes that it has begun a change: the first byte is 1 then. */
export interface ThreadData extends WriterData {
  begun: Uint8Array;
}

/** A change that is to be made. */
export type Asked = Change & {
  /** By which its outcome is known. */
  id: number;
};

export type Change = { operation: ChangingOperation; request: RequestData } | { uses: readonly Use[] };

/** What the thread is told: to make changes, or to finish. */
export type ToWriter = { now: Instant; asked: readonly Asked[] } | 'finish';

/** What became of a change. */
export type Outcome = { id: number; result: unknown } | { id: number; failure: ErrorData };

/** What the thread tells: what became of some changes, or that it has finished. */
export type FromWriter = readonly Outcome[] | 'finished';

/** What a request has that is no data, or that no change has a use for. */
const STAYS: ReadonlySet<string> = new Set([
  'header',
  'origin',
  'signal',
  'stream',
] satisfies (keyof OperationRequest<never>)[]);

/** The headers that an operation reads. One that the contract gets does not compile until it is here. */
const HEADERS: { [O in ChangingOperation]: Record<HeaderOf<O>, true> } = {
  createApiToken: { 'Idempotency-Key': true },
  updateApiToken: { 'If-Match': true },
  deleteApiToken: { 'If-Match': true },
  enableApiToken: { 'If-Match': true },
  disableApiToken: { 'If-Match': true },
};

/** More than a request of the contract has; what is unknown to it may be as deep as to overflow the stack, and is ignored. */
const MOST_LEVELS = 16;

/** The part of a request that a change is made of, as data. */
export function requestData<O extends ChangingOperation>(operation: O, request: OperationRequest<O>): RequestData {
  const names = Object.keys(request).filter((name) => !STAYS.has(name));
  const rest = names.map((name) => [name, request[name as keyof typeof request]]);
  const headers = Object.keys(HEADERS[operation]).map((name) => [name, request.header(name as HeaderOf<O>)]);
  return {
    headers: Object.fromEntries(headers),
    rest: { ...Object.fromEntries(rest), body: upTo(MOST_LEVELS, request.body) },
  };
}

/** What an operation has answered, as data: with its text, the body has crossed. */
export function resultData(result: unknown): unknown {
  const { text, body, ...rest } = result as UntypedResult;
  return text === undefined ? result : { ...rest, text };
}

/** The result that this is the data of. */
export function resultOf(data: unknown): unknown {
  const { text, ...rest } = data as UntypedResult;
  return text === undefined ? data : { ...rest, text, body: JSON.parse(text) };
}

/** The request that this is the data of. */
export function requestOf({ headers, rest }: RequestData): object {
  return { ...rest, header: (name: string) => headers[name] };
}

/** What crosses of a request. */
export interface RequestData {
  headers: Record<string, string | undefined>;
  rest: object;
}

/** A copy in which what is deeper is left out. */
function upTo(levels: number, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return undefined;
  if (Array.isArray(value)) return value.map((element) => upTo(levels - 1, element));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, upTo(levels - 1, inner)]));
}
