export { AnswerLost, type Outcome } from './answer-lost.ts';
export type { Answered, Call, Settled } from './call.ts';
export { type Client, createClient } from './client.ts';
export { TimedOut } from './clock.ts';
export { type ChangeOptions, etagOf } from './entity-tags.ts';
export { ApiProblem, UnexpectedAnswer } from './errors.ts';
export type { ScopeOf } from './fields.ts';
export type { SentRequest, Told } from './hooks.ts';
export type { CreateOptions } from './keyed-creation.ts';
export type { GetApiToken, ListOptions, SelectOptions } from './lists.ts';
export type { CallOptions, ClientOptions } from './options.ts';
export { paginate, type WalkOptions } from './paginate.ts';
export type { ProblemOf } from './problems.ts';
export { type Condition, type RawFilter, type Rql, rql, rqlFor } from './rql.ts';
export { BrokenStream, type DeletedRecord, type StreamOptions } from './streams.ts';
export type {
  Account,
  AccountSelection,
  ApiToken,
  ApiTokenCreate,
  ApiTokenCreated,
  ApiTokenSelection,
  ApiTokenUpdate,
  Module,
  ModuleSelection,
  OpenApiDocument,
  Page,
  Problem,
} from './types.ts';
