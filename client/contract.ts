import { bodyOf, type Transport } from './transport.ts';
import type { OpenApiDocument } from './types.ts';

/** The operation that gives the contract. */
export interface ContractOperations {
  /** The OpenAPI document that the server keeps. Sent without the credential: none is needed. */
  getOpenApi(): Promise<OpenApiDocument>;
}

export function contractOperations({ open }: Transport): ContractOperations {
  return {
    async getOpenApi() {
      return bodyOf(open.GET('/public/v1/openapi.json'));
    },
  };
}
