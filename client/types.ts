import type { components } from '../generated/schema.ts';

type Schemas = components['schemas'];

export type ApiToken = Schemas['ApiToken'];
export type ApiTokenCreate = Schemas['ApiTokenCreate'];
export type ApiTokenCreated = Schemas['ApiTokenCreated'];
export type ApiTokenSelection = Schemas['ApiTokenSelection'];
export type OpenApiDocument = Schemas['OpenApiDocument'];
export type Problem = Schemas['Problem'];
