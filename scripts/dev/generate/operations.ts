import { literal, type OpenApi, type SecurityRequirement } from './source.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

interface Operation {
  operationId: string;
  requestBody?: object;
  security?: SecurityRequirement[];
  responses: Record<string, { content?: object }>;
}

/** The table of operations: method, absolute path, whether a credential and a body are needed, whether it streams, and declared statuses. */
export function operationTable(document: OpenApi): string {
  const lines = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method] as Operation | undefined;
      return operation ? [line(document, path, method, operation)] : [];
    }),
  );
  return [
    "import type { operations as Operations } from './schema.ts';",
    '',
    '/** Every operation of the contract, by operationId. */',
    'export const operations = {',
    ...lines,
    '} as const satisfies Record<keyof Operations, object>;',
    '',
    'export type OperationId = keyof typeof operations;',
    '',
  ].join('\n');
}

function line(document: OpenApi, path: string, method: string, operation: Operation): string {
  const entry = {
    method: method.toUpperCase(),
    path,
    secured: (operation.security ?? document.security ?? []).length > 0,
    body: operation.requestBody !== undefined,
    streams: Object.keys(operation.responses['200']?.content ?? {}).includes('application/jsonl'),
    statuses: Object.keys(operation.responses).map(Number),
  };
  return `  ${operation.operationId}: ${literal(entry)},`;
}
