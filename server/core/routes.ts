import { type OperationId, operations } from '../../generated/operations.ts';

/** A path of the contract that a request goes to. */
export interface Route {
  /** As the contract spells it, such as `/public/v1/accounts/modules/{id}`. */
  template: string;
  /** The same with the parameters of the request, still percent-encoded. */
  path: string;
  /** The parameters by their names, decoded. */
  parameters: Readonly<Record<string, string>>;
  /** The operation of a method; that of `HEAD` is the one of `GET` [addresses.head]. */
  operation(method: string): OperationId | undefined;
  /** Its methods, `HEAD` behind those that the contract declares. */
  methods: readonly string[];
  /** For the header of this name [addresses.method]. */
  allow: string;
  /** None of its operations needs a credential [contract.public]. */
  isPublic: boolean;
}

interface Entry extends Pick<Route, 'template' | 'operation' | 'methods' | 'allow' | 'isPublic'> {
  pattern: RegExp;
}

type Operation = [OperationId, (typeof operations)[OperationId]];

const PARAMETER = /\{(\w+)\}/g;

const byTemplate = Map.groupBy(Object.entries(operations) as Operation[], ([, { path }]) => path);
const entries = [...byTemplate].map(([template, own]) => entryOf(template, own));

/**
 * Finds the path of the contract that a path of a request, without its query, means. As on the platform, its case and one
 * slash at its end do not matter. A parameter that cannot be decoded is an id of no known form [token.unknown-id]: such a
 * path is none.
 */
export function findRoute(path: string): Route | undefined {
  for (const { pattern, ...entry } of entries) {
    const match = pattern.exec(path);
    if (!match) continue;
    const { groups = {} } = match;
    const parameters = decoded(groups);
    if (!parameters) return undefined;
    return {
      ...entry,
      parameters,
      // Read by one host only.
      get path() {
        return filled(entry.template, groups);
      },
    };
  }
  return undefined;
}

function entryOf(template: string, own: Operation[]): Entry {
  const byMethod = new Map<string, OperationId>(own.map(([id, { method }]) => [method, id]));
  const reading = byMethod.get('GET');
  if (reading) byMethod.set('HEAD', reading);
  return {
    template,
    pattern: new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(PARAMETER, '(?<$1>[^/]+)')}/?$`, 'i'),
    operation: (method) => byMethod.get(method),
    methods: [...byMethod.keys()],
    allow: allowOf(own),
    isPublic: own.every(([, { secured }]) => !secured),
  };
}

function allowOf(own: Operation[]): string {
  const methods = own.flatMap(([, { method }]) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...methods, 'OPTIONS'].join(', ');
}

function filled(template: string, values: Record<string, string>): string {
  return template.replaceAll(PARAMETER, (_, name) => values[name] ?? '');
}

function decoded(groups: Record<string, string>): Record<string, string> | undefined {
  try {
    const parameters: Record<string, string> = {};
    for (const name in groups) parameters[name] = decodeURIComponent(groups[name] ?? '');
    return parameters;
  } catch {
    return undefined;
  }
}
