import { type Get, getOperation, type List, listOperation } from './lists.ts';
import { type Each, eachOperation } from './paginate.ts';
import { AS_STREAM, STREAMING, type Stream, streamOperation } from './streams.ts';
import type { Transport } from './transport.ts';

/** The operations of the resource `/accounts/modules`, read-only. See `createClient` for what they reject with. */
export interface ModuleOperations {
  /** One page of the modules. */
  listModules: List<'modules'>;
  /** All modules, fetched page by page as they are asked for; see `paginate`. */
  eachModule: Each<'modules'>;

  /** All modules in one request, as they were when it began; rejects with `BrokenStream` where they do not all come. */
  streamModules: Stream<'modules'>;
  /** Reads one. */
  getModule: Get<'modules'>;
}

export function moduleOperations({ secured }: Transport): ModuleOperations {
  const listModules = listOperation<'modules'>((query, manner) =>
    secured(manner).GET('/public/v1/accounts/modules', { params: { query } }),
  );
  return {
    listModules,
    eachModule: eachOperation(listModules),
    streamModules: streamOperation<'modules'>((query, manner) =>
      secured(manner).GET('/public/v1/accounts/modules', { params: { query, header: STREAMING }, ...AS_STREAM }),
    ),
    getModule: getOperation<'modules'>((path, query, manner) =>
      secured(manner).GET('/public/v1/accounts/modules/{id}', { params: { path, query } }),
    ),
  };
}
