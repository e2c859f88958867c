import { type ApiTokenOperations, apiTokenOperations } from './api-tokens.ts';
import { type ContractOperations, contractOperations } from './contract.ts';
import { type ClientOptions, createTransport } from './transport.ts';

/** One function for each operation of the contract, named by its operationId. */
export interface Client extends ApiTokenOperations, ContractOperations {}

/**
 * A client of the API tokens resource, for browsers and for Node alike.
 *
 * Its functions reject with `ApiProblem` for every answer other than a success; a failure of the network passes as
 * `fetch` throws it.
 */
export function createClient(options: ClientOptions): Client {
  const transport = createTransport(options);
  return { ...apiTokenOperations(transport), ...contractOperations(transport) };
}
