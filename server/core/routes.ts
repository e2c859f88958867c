import { type OperationId, operations } from '../../generated/operations.ts';

type Method = (typeof operations)[OperationId]['method'];

/** A path of the contract. */
interface Path {
  /** As the contract spells it: `/public/v1/accounts/api-tokens/{id}`. */
  template: string;
  pattern: RegExp;
  byMethod: ReadonlyMap<string, OperationId>;
  /** The methods for `Allow`. */
  allow: string;
  /** Whether its operations need a credential. */
  secured: boolean;
}

/** A path of the contract that a request goes to. */
export interface Route extends Omit<Path, 'pattern' | 'byMethod'> {
  /** The operation for a method; `HEAD` is `GET` [addresses.head]. */
  operation(method: string): OperationId | undefined;
  /** The id in the path, decoded. */
  parameters: Record<string, string>;
}

const ids = Object.keys(operations) as OperationId[];

const paths: Path[] = [...Map.groupBy(ids, (id): string => operations[id].path)].map(([template, found]) => {
  const methods = found.map((id): Method => operations[id].method);
  const readable: readonly string[] = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  const byMethod = new Map(found.map((id): [string, OperationId] => [operations[id].method, id]));
  const reader = byMethod.get('GET');
  return {
    template,
    pattern: new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}/?$`, 'i'),
    byMethod: reader === undefined ? byMethod : byMethod.set('HEAD', reader),
    allow: [...readable, 'OPTIONS'].join(', '),
    secured: found.some((id) => operations[id].secured),
  };
});

/**
 * Finds the path of the contract; case, and one slash at the end, do not matter. Undefined where there is none, also for
 * an id that cannot be decoded: it is of no known form [token.unknown-id].
 * @param path Without the query, as it was sent.
 */
export function findRoute(path: string): Route | undefined {
  for (const { pattern, byMethod, ...found } of paths) {
    const match = pattern.exec(path);
    const parameters = match && decoded(match.groups ?? {});
    if (parameters) return { ...found, parameters, operation: (method) => byMethod.get(method) };
  }
  return undefined;
}

function decoded(groups: Record<string, string>): Record<string, string> | undefined {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return undefined;
  }
}
