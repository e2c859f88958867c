import { type Get, getOperation, type List, listOperation } from './lists.ts';
import { type Each, eachOperation } from './paginate.ts';
import { AS_STREAM, STREAMING, type Stream, streamOperation } from './streams.ts';
import type { Transport } from './transport.ts';

/** The operations of the resource `/accounts/accounts`, read-only. See `createClient` for what they reject with. */
export interface AccountOperations {
  /** One page of the accounts. */
  listAccounts: List<'accounts'>;
  /** All accounts, fetched page by page as they are asked for; see `paginate`. */
  eachAccount: Each<'accounts'>;

  /** All accounts in one request, as they were when it began; rejects with `BrokenStream` where they do not all come. */
  streamAccounts: Stream<'accounts'>;
  /** Reads one. */
  getAccount: Get<'accounts'>;
}

export function accountOperations({ secured }: Transport): AccountOperations {
  const listAccounts = listOperation<'accounts'>((query, manner) =>
    secured(manner).GET('/public/v1/accounts/accounts', { params: { query } }),
  );
  return {
    listAccounts,
    eachAccount: eachOperation(listAccounts),
    streamAccounts: streamOperation<'accounts'>((query, manner) =>
      secured(manner).GET('/public/v1/accounts/accounts', { params: { query, header: STREAMING }, ...AS_STREAM }),
    ),
    getAccount: getOperation<'accounts'>((path, query, manner) =>
      secured(manner).GET('/public/v1/accounts/accounts/{id}', { params: { path, query } }),
    ),
  };
}
