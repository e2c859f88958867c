import { type OperationId, operations } from '../../generated/operations.ts';

/** A path of the contract that a request goes to. */
export interface Route {
  /** As the contract spells it, such as `/public/v1/accounts/modules/{id}`. */
  template: string;
  /** The parameters by their names, decoded. */
  parameters: Readonly<Record<string, string>>;
  /** The same as they were sent, percent-encoded. */
  encoded: Readonly<Record<string, string>>;
  /** The operation of a method; that of `HEAD` is the one of `GET` [addresses.head]. */
  operation(method: string): OperationId | undefined;
  /** Its methods, `HEAD` behind those that the contract declares. */
  methods: readonly string[];
  /** For the header of this name [addresses.method]. */
  allow: string;
  /** None of its operations needs a credential [contract.public]. */
  isPublic: boolean;
}

/** A path of the contract, by its parts between slashes. */
interface Path {
  entry: Omit<Route, 'parameters' | 'encoded'>;
  /** In lower case; undefined where a parameter is. */
  literals: (string | undefined)[];
  parameters: { name: string; index: number }[];
}

type Operation = [OperationId, (typeof operations)[OperationId]];

const PARAMETER = /\{(\w+)\}/g;
const ONE_PARAMETER = /^\{(\w+)\}$/;

const byTemplate = Map.groupBy(Object.entries(operations) as Operation[], ([, { path }]) => path);
/** By the number of their parts. */
const paths = Map.groupBy(Array.from(byTemplate, pathOfTemplate), ({ literals }) => literals.length);

/**
 * Finds the path of the contract that a path of a request, without its query, means. As on the platform, its case and one
 * slash at its end do not matter. A parameter that cannot be decoded is an id of no known form [token.unknown-id]: such a
 * path is none.
 */
export function findRoute(path: string): Route | undefined {
  const parts = path.split('/');
  if (parts.length > 2 && parts.at(-1) === '') parts.pop();
  const found = paths
    .get(parts.length)
    ?.find(({ literals }) => parts.every((part, index) => isOf(literals[index], part)));
  if (!found) return undefined;
  const encoded: Record<string, string> = {};
  for (const { name, index } of found.parameters) encoded[name] = parts[index] ?? '';
  const parameters = decoded(encoded);
  return parameters && { ...found.entry, parameters, encoded };
}

function isOf(literal: string | undefined, part: string): boolean {
  return literal === undefined ? part !== '' : part === literal || part.toLowerCase() === literal;
}

/** The template with the parameters of the request, still percent-encoded. */
export function pathOf({ template, encoded }: Pick<Route, 'template' | 'encoded'>): string {
  return template.replaceAll(PARAMETER, (_, name) => encoded[name] ?? '');
}

function pathOfTemplate([template, own]: [string, Operation[]]): Path {
  const byMethod = new Map<string, OperationId>(own.map(([id, { method }]) => [method, id]));
  const reading = byMethod.get('GET');
  if (reading) byMethod.set('HEAD', reading);
  const parts = template.split('/');
  const names = parts.map((part) => ONE_PARAMETER.exec(part)?.[1]);
  return {
    entry: {
      template,
      operation: (method) => byMethod.get(method),
      methods: [...byMethod.keys()],
      allow: allowOf(own),
      isPublic: own.every(([, { secured }]) => !secured),
    },
    literals: parts.map((part, index) => (names[index] === undefined ? part.toLowerCase() : undefined)),
    parameters: names.flatMap((name, index) => (name === undefined ? [] : [{ name, index }])),
  };
}

function allowOf(own: Operation[]): string {
  const methods = own.flatMap(([, { method }]) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...methods, 'OPTIONS'].join(', ');
}

function decoded(encoded: Record<string, string>): Record<string, string> | undefined {
  try {
    const parameters: Record<string, string> = {};
    for (const name in encoded) parameters[name] = decodeURIComponent(encoded[name] ?? '');
    return parameters;
  } catch {
    return undefined;
  }
}
