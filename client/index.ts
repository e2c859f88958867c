export { type Client, createClient } from './client.ts';
export { ApiProblem } from './errors.ts';
export type { ClientOptions } from './transport.ts';
export type {
  ApiToken,
  ApiTokenCreate,
  ApiTokenCreated,
  ApiTokenSelection,
  OpenApiDocument,
  Problem,
} from './types.ts';
