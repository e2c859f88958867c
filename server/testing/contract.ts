import { readFileSync } from 'node:fs';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { assert } from 'vitest';

/**
 * A second opinion on what the server answers, independent of its middleware: status, media type, headers and body
 * against the bundled contract. Problems that no operation declares (404 and 405 of a path, 408, 431) are checked as such.
 */
const document = JSON.parse(readFileSync(new URL('../../generated/openapi.json', import.meta.url), 'utf8'));
const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
ajv.addSchema(document, 'contract');

export interface Observed {
  status: number;
  headers: Headers;
  text: string;
  body: unknown;
}

interface ResponseObject {
  headers?: Record<string, { required?: boolean; schema: AnySchemaObject }>;
  content?: Record<string, { schema: AnySchemaObject }>;
}

/** @throws AssertionError that says which promise is broken. */
export function assertKeepsContract(method: string, path: string, observed: Observed): void {
  const declared = declaredResponse(method, path, observed.status);
  if (observed.status >= 400) assertProblem(method, observed);
  if (!declared) return;
  for (const [name, header] of Object.entries(declared.headers ?? {})) assertHeader(name, resolve(header), observed);
  if (method !== 'HEAD') assertBody(declared, observed);
}

/** @throws AssertionError where a body is no problem document of its status. */
export function assertProblem(method: string, { status, headers, body }: Observed): void {
  assert.match(headers.get('content-type') ?? '', /^application\/problem\+json(;|$)/, 'media type of a problem');
  if (method === 'HEAD') return;
  assertValid('#/components/schemas/Problem', body, 'problem document');
  assert.equal((body as { status: number }).status, status, '`status` of the problem');
}

function declaredResponse(method: string, path: string, status: number): ResponseObject | undefined {
  const [pathname = ''] = path.split('?');
  const template = Object.keys(document.paths).find((candidate) =>
    new RegExp(`^${candidate.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`, 'i').test(pathname),
  );
  const operation = template && document.paths[template][method === 'HEAD' ? 'get' : method.toLowerCase()];
  if (!operation) return undefined;
  assert.property(operation.responses, String(status), `${operation.operationId} does not declare this status`);
  return resolve(operation.responses[status]);
}

function resolve<T>(value: T & { $ref?: string }): T {
  if (value.$ref === undefined) return value;
  const target = value.$ref
    .slice(2)
    .split('/')
    .reduce((inner, name) => inner[name], document);
  return resolve(target);
}

function assertHeader(name: string, header: { required?: boolean; schema: AnySchemaObject }, { headers }: Observed) {
  const value = headers.get(name);
  if (value === null) return assert.notEqual(header.required, true, `the header ${name} is missing`);
  const typed = header.schema.type === 'integer' ? Number(value) : value;
  assert.isTrue(ajv.validate(header.schema, typed), `${name}: ${value} ${ajv.errorsText()}`);
}

function assertBody({ content }: ResponseObject, { headers, text, body }: Observed): void {
  if (!content) {
    assert.equal(text, '', 'a body where none is declared');
    return;
  }
  const type = (headers.get('content-type') ?? '').split(';')[0] ?? '';
  assert.property(content, type, 'media type');
  const schema = content[type]?.schema.$ref;
  assert.isString(schema, 'a schema of its own');
  assertValid(String(schema), body, 'body');
}

function assertValid(pointer: string, value: unknown, what: string): void {
  const validate = ajv.getSchema(`contract${pointer}`);
  assert.isTrue(validate?.(value), `${what}: ${ajv.errorsText(validate?.errors ?? null)}`);
}
