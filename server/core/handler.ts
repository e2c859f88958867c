import type { OperationId, operations as table } from '../../generated/operations.ts';
import type { operations } from '../../generated/schema.ts';
import type { AtOnce } from './at-once.ts';
import type { Principal } from './principal.ts';
import type { StreamFormat } from './stream/format.ts';
import type { StreamOf } from './stream/stream.ts';

type Responses<O extends OperationId> = operations[O]['responses'];
type SuccessStatus = 200 | 201 | 202 | 204 | 304;

/** The statuses of the problems that an operation declares. */
export type ProblemStatusOf<O extends OperationId> = Exclude<keyof Responses<O>, SuccessStatus>;

/** Headers that middleware sets, so that no handler has to. */
type MiddlewareHeader = 'Cache-Control' | `MPT-${string}` | `RateLimit-${string}`;

/** Headers of some answers only, which the generated types do not tell from those of all. */
type RareHeader = `Idempotency-${string}`;

type DeclaredHeaders<R> = R extends { headers: infer H }
  ? { [N in keyof H as string extends N ? never : N extends MiddlewareHeader | RareHeader ? never : N]: H[N] } & {
      [N in keyof H as N extends RareHeader ? N : never]?: H[N];
    }
  : never;

type JsonOf<R> = R extends { content: { 'application/json': infer Body } } ? Body : undefined;

type WithHeaders<H> = keyof H extends never ? { headers?: never } : { headers: H };

/** The headers of an answer with a status, but for those that middleware sets. */
export type HeadersOf<O extends OperationId, S extends keyof Responses<O>> = WithHeaders<
  DeclaredHeaders<Responses<O>[S]>
>;

/** A stream, where the operation declares one; each of its records is what the contract has as a line. */
type StreamResult<O extends OperationId> =
  Responses<O> extends {
    200: { content: { 'application/jsonl': infer Line } };
  }
    ? { status: 200; body?: undefined; stream: StreamOf<Line> }
    : never;

/** What a handler may answer: a success status that the operation declares, with its body and its headers. */
export type OperationResult<O extends OperationId> =
  | {
      [S in Extract<keyof Responses<O>, SuccessStatus>]: {
        status: S;
        body: JsonOf<Responses<O>[S]>;
        /** The body as JSON, where it has been written already. */
        text?: string;
      } & HeadersOf<O, S>;
    }[Extract<keyof Responses<O>, SuccessStatus>]
  | StreamResult<O>;

type PathOf<O extends OperationId> = operations[O]['parameters'] extends { path: infer P } ? P : Record<never, never>;

type BodyOf<O extends OperationId> = operations[O] extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Body
  : undefined;

/** The headers of an operation that the contract has as parameters. */
export type HeaderOf<O extends OperationId> = operations[O]['parameters'] extends { header?: infer H }
  ? [NonNullable<H>] extends [never]
    ? never
    : Extract<keyof NonNullable<H>, string>
  : never;

/** A request that was authenticated and validated. */
export interface OperationRequest<O extends OperationId> {
  /** Who is calling; only operations that need no credential have none. */
  principal: (typeof table)[O]['secured'] extends true ? Principal : undefined;
  path: PathOf<O>;
  /** The query string as it was sent, without `?`. */
  query: string;
  body: BodyOf<O>;
  /** A header as it was sent; the operation reads it. */
  header(name: HeaderOf<O>): string | undefined;
  /** The format of a stream, where a list is asked for as one. */
  stream?: StreamFormat | undefined;
  /** Scheme, host and port that the client used. */
  origin(): string;
  /** Aborted when the caller has left: what is done for the answer alone may end then. */
  signal?: AbortSignal | undefined;
}

export type Handler<O extends OperationId> = (request: OperationRequest<O>) => AtOnce<OperationResult<O>>;

/** A handler for every operation of the contract: a missing one does not compile. Failures are thrown as ProblemError. */
export type Handlers = { [O in OperationId]: Handler<O> };
