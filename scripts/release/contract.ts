/** The parts of a bundled contract that the release gate reads. */
export interface Contract {
  info: { version: string };
  security?: unknown[];
  servers?: Record<string, unknown>;
  paths: Record<string, PathItem>;
  webhooks?: Record<string, PathItem>;
  components?: Record<string, Record<string, unknown>>;
}

interface PathItem {
  parameters?: Record<string, unknown>;
  servers?: Record<string, unknown>;
  [method: string]: unknown;
}

/** `parameters` and `servers` are lists, and in the normal form that is compared maps by name. */
export interface Operation {
  operationId?: string;
  parameters?: Record<string, unknown>;
  security?: unknown[];
  servers?: Record<string, unknown>;
}

export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** An operation with its path and its method in capitals. */
export interface Place {
  path: string;
  method: string;
  operation: Operation;
}

/** What an operation is known by where it has no id. */
export const nameOf = ({ method, path }: Pick<Place, 'method' | 'path'>): string => `${method} ${path}`;

/** Each operation of the contract. */
export function operationsOf(contract: Contract): Place[] {
  return Object.entries(contract.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({
      path,
      method: method.toUpperCase(),
      operation: item[method] as Operation,
    })),
  );
}

/**
 * A contract without `x-rule`: ids for our own tests, which `generated/rules.md` lists. What is served and released has
 * none; 1.0.0, which has, was released before.
 */
export function withoutRuleIds<Document extends object>(contract: Document): Document {
  return JSON.parse(JSON.stringify(contract, (key, value) => (key === 'x-rule' ? undefined : value)));
}
