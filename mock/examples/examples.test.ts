import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import document from '../../generated/openapi.json' with { type: 'json' };
import { type OperationId, operations } from '../../generated/operations.ts';
import { createMock, type Mock } from './server.ts';

interface Media {
  schema: object;
  examples: Record<string, { $ref: string }>;
}

interface Declared {
  headers?: Record<string, { $ref: string }>;
  content?: Record<string, Media>;
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, 'openapi');

/** What stands at a `$ref` of the contract, or the thing itself where it is none. */
function resolve<T>(value: object): T {
  if (!('$ref' in value)) return value as T;
  const path = String(value.$ref).slice(2).split('/');
  return path.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], document) as T;
}

function matches(schema: object, value: unknown): string[] {
  const text = JSON.stringify(schema).replaceAll('"#/', '"openapi#/');
  const validate = ajv.compile(JSON.parse(text));
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const cases = (Object.keys(operations) as OperationId[]).flatMap((operation) => {
  const { path, method } = operations[operation];
  const paths: Record<string, Record<string, object>> = document.paths;
  const declaration = paths[path]?.[method.toLowerCase()] as { responses: Record<string, object> } | undefined;
  return Object.entries(declaration?.responses ?? {}).flatMap(([status, reference]) => {
    const declared = resolve<Declared>(reference);
    const { 'application/jsonl': _, ...contents } = declared.content ?? {};
    // A record is no answer of its own; streams have tests of theirs.
    return Object.entries(contents).flatMap(([type, media]) =>
      Object.entries(media.examples).map(([name, example]) => ({
        operation,
        status: Number(status),
        name,
        type,
        declared,
        schema: media.schema,
        body: resolve<{ value: unknown }>(example).value,
      })),
    );
  });
});

let mock: Mock;
beforeAll(async () => {
  mock = await createMock({ port: 0 });
});
afterAll(() => mock.close());

function call(operation: OperationId, prefer: string): Promise<Response> {
  const { method, path, body } = operations[operation];
  return fetch(mock.url + path.replace('{id}', 'TKN-4134-7330'), {
    method,
    headers: { Authorization: 'Bearer any', Prefer: prefer, ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: '{"name":"ERP connector"}' }),
  });
}

test('there is an example for each declared status that has a body', () => {
  for (const [operation, { statuses }] of Object.entries(operations)) {
    const found = new Set(cases.filter((one) => one.operation === operation).map(({ status }) => status));
    expect([...found], operation).toEqual(statuses.filter((status) => status !== 204 && status !== 304));
  }
});

const bodiless = (Object.keys(operations) as OperationId[]).filter((id) =>
  (operations[id].statuses as readonly number[]).includes(204),
);

test.each(bodiless)('%s, 204, is answered without a body', async (operation) => {
  for (const prefer of ['wait=1', 'code=204']) {
    const response = await call(operation, prefer);
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(response.headers.get('Content-Type')).toBeNull();
    expect(response.headers.get('Cache-Control')).toBe('no-store');
  }
});

describe.each(cases)('$operation, $status, $name', ({ operation, status, name, type, declared, schema, body }) => {
  test('is answered as the contract has it', async () => {
    const response = await call(operation, `code=${status}, example=${name}`);
    expect(response.status).toBe(status);
    expect(response.headers.get('Content-Type')).toBe(type);
    expect(response.headers.get('Preference-Applied')).toBe(`code=${status}, example=${name}`);
    const answer = await response.json();
    expect(answer).toEqual(body);
    expect(matches(schema, answer)).toEqual([]);

    for (const [header, reference] of Object.entries(declared.headers ?? {})) {
      // What a mock does not do: it streams where it is asked to, and keeps no keys.
      if (/^(MPT|Idempotency)-/.test(header)) continue;
      const rule = resolve<{ schema: { type: string } }>(reference).schema;
      const value = response.headers.get(header);
      expect(value, header).not.toBeNull();
      expect(matches(rule, rule.type === 'integer' ? Number(value) : value), header).toEqual([]);
    }
    const location = response.headers.get('Location');
    if (location) expect(location).toBe(`/public/v1/accounts/api-tokens/${answer.id}`);
  });

  test.each([`code=${status},example=${name}`, `Example="${name}" ; CODE = "${status}", wait=10`])(
    'is found by Prefer: %s',
    async (prefer) => {
      const response = await call(operation, prefer);
      expect([response.status, await response.json()]).toEqual([status, body]);
    },
  );
});

test.each([
  ['code=400', 400, 'problem-invalid-fields'],
  ['example=unknown-module', 400, 'problem-unknown-module'],
  ['example=minimal', 201, 'created-minimal'],
] as const)('Prefer: %s alone is enough', async (prefer, status, example) => {
  const response = await call('createApiToken', prefer);
  expect([response.status, await response.json()]).toEqual([status, document.components.examples[example].value]);
});

test.each(['code=404', 'code=200', 'code=x', 'code=400, example=minimal', 'example=none', 'code='])(
  'Prefer: %s is a problem that names what there is',
  async (prefer) => {
    const response = await call('createApiToken', prefer);
    expect([response.status, response.headers.get('Content-Type')]).toEqual([400, 'application/problem+json']);
    const problem = await response.json();
    expect(matches({ $ref: '#/components/schemas/Problem' }, problem)).toEqual([]);
    expect(problem.detail).toContain('createApiToken declares no answer with');
    expect(problem.errors.Prefer).toContain('may be code=201, example=full|minimal');
  },
);

test('a trace is continued in an example too', async () => {
  const response = await fetch(`${mock.url}/public/v1/accounts/api-tokens/TKN-4134-7330`, {
    headers: {
      Authorization: 'Bearer any',
      Prefer: 'code=500',
      traceparent: '00-11111111111111111111111111111111-2222222222222222-01',
    },
  });
  expect((await response.json()).traceId).toMatch(/^00-1{32}-(?!2{16})[0-9a-f]{16}-01$/);
});
