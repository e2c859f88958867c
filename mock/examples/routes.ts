import { type OperationId, operations } from '../../generated/operations.ts';

/** A path of the contract that a request goes to. */
export interface Route {
  /** As the contract spells it, with the request's own parameters, still percent-encoded. */
  path: string;
  /** The operation for a method; `HEAD` is `GET`. */
  operation(method: string): OperationId | undefined;
  /** For the `Allow` header. */
  allow: string;
  /** The object that the path names: its id, still percent-encoded, and the operation that reads it. */
  object?: { id: string; reader: OperationId };
}

const ids = Object.keys(operations) as OperationId[];
const templates = [...new Set(ids.map((id) => operations[id].path))].map((template) => ({
  template,
  pattern: new RegExp(`^${template.replaceAll('.', '\\.').replace('{id}', '([^/]+)')}/?$`, 'i'),
}));

/** Finds the path of the contract; the case of a path and one slash at its end do not matter ("Addresses" there). */
export function findRoute(path: string): Route | undefined {
  for (const { template, pattern } of templates) {
    const match = pattern.exec(path);
    if (!match) continue;
    const [id] = match.slice(1);
    const reader = readerOf(template);
    const byMethod = new Map(ids.filter((id) => operations[id].path === template).map((id) => [methodOf(id), id]));
    if (byMethod.has('GET')) byMethod.set('HEAD', byMethod.get('GET') as OperationId);
    return {
      path: template.replace('{id}', () => id ?? ''),
      operation: (method) => byMethod.get(method),
      allow: [...byMethod.keys(), 'OPTIONS'].join(', '),
      ...(id !== undefined && reader && { object: { id, reader } }),
    };
  }
  return undefined;
}

// Of `…/{id}/enable`, what reads `…/{id}`.
function readerOf(template: string): OperationId | undefined {
  const path = template.replace(/(\{id\}).*/, '$1');
  return ids.find((id) => methodOf(id) === 'GET' && operations[id].path === path);
}

function methodOf(id: OperationId): string {
  return operations[id].method;
}
