import { type Call, call } from './call.ts';
import type { CallOptions } from './options.ts';
import type { ProblemOf } from './problems.ts';
import type { Transport } from './transport.ts';
import type { OpenApiDocument } from './types.ts';

/** The operation that gives the contract. */
export interface ContractOperations {
  /** The OpenAPI document that the server keeps. Sent without the credential: none is needed. */
  getOpenApi(options?: CallOptions): Call<OpenApiDocument, ProblemOf<'getOpenApi'>>;
}

export function contractOperations({ open }: Transport): ContractOperations {
  return {
    getOpenApi: (options) => call(() => open(options).GET('/public/v1/openapi.json')),
  };
}
