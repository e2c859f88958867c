import { type AccountOperations, accountOperations } from './accounts.ts';
import { type ApiTokenOperations, apiTokenOperations } from './api-tokens.ts';
import { type ContractOperations, contractOperations } from './contract.ts';
import { type ModuleOperations, moduleOperations } from './modules.ts';
import type { ClientOptions } from './options.ts';
import { createTransport } from './transport.ts';

/** One function for each operation of the contract, named by its operationId; and `each…`, which walks a list. */
export interface Client extends ApiTokenOperations, ModuleOperations, AccountOperations, ContractOperations {}

/**
 * A client of the API tokens, modules and accounts, for browsers and for Node alike.
 *
 * Its functions reject with `ApiProblem` for every answer other than a success; with its kind `UnexpectedAnswer` for what
 * no operation answers, such as a redirect or a page; with a TypeError for an id that is no string or empty, before
 * anything is sent; with `TimedOut`; with the reason of its `signal` that is aborted. A failure of the network passes as `fetch`
 * throws it. What may be repeated is, before that: see `retries` of `CallOptions`.
 */
export function createClient(options: ClientOptions): Client {
  const transport = createTransport(options);
  return {
    ...apiTokenOperations(transport),
    ...moduleOperations(transport),
    ...accountOperations(transport),
    ...contractOperations(transport),
  };
}
