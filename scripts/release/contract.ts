/** The parts of a bundled contract that the release gate reads. */
export interface Contract {
  info: { version: string };
  security?: unknown[];
  paths: Record<string, PathItem>;
  components?: Record<string, Record<string, unknown>>;
}

interface PathItem {
  parameters?: unknown[];
  [method: string]: unknown;
}

export interface Operation {
  operationId?: string;
  parameters?: unknown[];
  security?: unknown[];
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Each operation of the contract, with its path and method in capitals. */
export function operationsOf(contract: Contract): { path: string; method: string; operation: Operation }[] {
  return Object.entries(contract.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({
      path,
      method: method.toUpperCase(),
      operation: item[method] as Operation,
    })),
  );
}

/**
 * The contract with what operations inherit written into them: security from the document, parameters from the path. So
 * it counts what holds for an operation, not where that is written.
 */
export function withoutInheritance(contract: Contract): Contract {
  const copy = structuredClone(contract);
  const { security = [] } = copy;
  for (const { path, operation } of operationsOf(copy)) {
    operation.security ??= security;
    // An operation's own parameter comes first and hides one of the same name.
    operation.parameters = [...(operation.parameters ?? []), ...(copy.paths[path]?.parameters ?? [])];
  }
  for (const item of Object.values(copy.paths)) delete item.parameters;
  delete copy.security;
  return copy;
}

/**
 * A contract without `x-rule`: ids for our own tests, which `generated/rules.md` lists. What is served and released has
 * none; 1.0.0, which has, was released before.
 */
export function withoutRuleIds<Document extends object>(contract: Document): Document {
  return JSON.parse(JSON.stringify(contract, (key, value) => (key === 'x-rule' ? undefined : value)));
}
