import type { Resource } from '../generated/fields.ts';
import type { ProblemCode } from '../generated/problem-codes.ts';
import type { operations } from '../generated/schema.ts';
import type { ApiProblem } from './errors.ts';

/**
 * The failures that an operation declares, each status with its codes [errors.code]: `problem.status === 412` leaves `code` the one word
 * there is, and a `code` leaves its status. A deployment need not have codes; and what stands before it, such as a gateway, may answer
 * with any status, without a code.
 */
export type ProblemOf<Id extends keyof operations> = Id extends keyof operations
  ? Declared<Id> | Anywhere | Undeclared
  : never;

/** The operations that read each resource. */
export interface ReadingOf {
  accounts: { list: 'listAccounts'; get: 'getAccount' };
  apiTokens: { list: 'listApiTokens'; get: 'getApiToken' };
  modules: { list: 'listModules'; get: 'getModule' };
}

export type ListProblem<R extends Resource> = ProblemOf<ReadingOf[R]['list']>;
export type GetProblem<R extends Resource> = ProblemOf<ReadingOf[R]['get']>;

interface Of<Status extends number, Code extends ProblemCode> extends ApiProblem {
  readonly status: Status;
  readonly code: Code | undefined;
}

interface Undeclared extends ApiProblem {
  readonly status: number;
  readonly code: undefined;
}

/** What every operation may be answered with, without declaring it. */
type Anywhere =
  | Of<404, 'path.unknown'>
  | Of<405, 'method.not-allowed'>
  | Of<408, 'request.timeout'>
  | Of<431, 'headers.too-large'>
  | Of<503, 'server.unavailable'>;

type Declared<Id extends keyof operations> = {
  [Status in keyof operations[Id]['responses']]: Status extends keyof ByStatus<Id>
    ? Of<Status, ByStatus<Id>[Status]>
    : never;
}[keyof operations[Id]['responses']];

interface ByStatus<Id extends keyof operations> {
  400: 'request.malformed' | OfQuery<Id> | OfHeaders<Id> | OfBody<Id>;
  401: 'credential.invalid';
  403: 'permission.missing';
  404: 'resource.not-found';
  406: 'stream.not-acceptable';
  409: 'idempotency-key.running';
  412: 'precondition.failed';
  413: [OfBody<Id>] extends [never] ? 'stream.too-large' : 'body.too-large';
  415: 'body.media-type';
  422: 'idempotency-key.reused';
  429: 'rate.exceeded' | (Id extends ReadingOf[Resource]['list'] ? 'rate.too-many-lists' : never);
  500: 'server.failed';
  501: 'stream.not-available';
}

/** The codes that begin with one of these names. */
type About<Name extends string> = Extract<ProblemCode, `${Name}.${string}`>;

/** The names of what may be there; `keyof` would give every name for what never is. */
type Names<T> = [NonNullable<T>] extends [never] ? never : keyof NonNullable<T> & string;

type Parameters<Id extends keyof operations, In extends 'query' | 'header'> = Names<operations[Id]['parameters'][In]>;

type OfQuery<Id extends keyof operations> = [Parameters<Id, 'query'>] extends [never]
  ? never
  : 'parameter.repeated' | About<Parameters<Id, 'query'>>;

type OfHeaders<Id extends keyof operations> =
  | ('If-None-Match' extends Parameters<Id, 'header'> ? 'precondition.malformed' : never)
  | ('If-Match' extends Parameters<Id, 'header'> ? 'precondition.malformed' | 'status.transition' : never)
  | ('Idempotency-Key' extends Parameters<Id, 'header'> ? 'idempotency-key.malformed' : never);

type OfBody<Id extends keyof operations> = operations[Id] extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? 'body.missing' | 'body.malformed' | 'body.not-an-object' | About<Named<Body> | 'module'>
  : never;

/** Without those that a body may have besides. */
type Named<Body> = keyof { [Name in keyof Body & string as string extends Name ? never : Name]: Name };
