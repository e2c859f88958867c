import { readFile } from 'node:fs/promises';
import { compileErrors, validate } from '@readme/openapi-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SAMPLE, startServer, type TestServer, temporaryFolder } from '../../../server/testing/server.ts';
import { type Build, build } from './build.ts';
import { GENERATORS } from './generators.ts';

const NAME = 'ERP connector';

const read = async () =>
  JSON.parse(await readFile(new URL('../../../generated/openapi.json', import.meta.url), 'utf8'));

test('@readme/openapi-parser finds nothing wrong with the document', async () => {
  const result = await validate(await read());
  expect(result.valid ? '' : compileErrors(result)).toBe('');
  expect(result.warnings).toEqual([]);
});

test('@readme/openapi-parser finds a broken document', async () => {
  const document = await read();
  delete document.info.title;
  expect((await validate(document)).valid).toBe(false);
});

describe('clients generated from the document', () => {
  let server: TestServer;
  let clients: Build;

  beforeAll(async () => {
    server = await startServer({}, afterAll);
    clients = await build(await read(), await temporaryFolder(afterAll));
  });

  test('compile under strict TypeScript, with the types the contract promises', () => {
    expect(clients.errors).toEqual([]);
  });

  test.for(Object.keys(GENERATORS))('%s creates a token that works', async (name) => {
    const { create } = await clients.load(name);
    const created = await create(server.url, server.credentials[SAMPLE.client] ?? '', { name: NAME });
    expect(created).toMatchObject({ name: NAME, status: 'Active', audit: { created: { by: { id: SAMPLE.client } } } });
    const own = await server.call('GET', '/public/v1/accounts/accounts', { as: { credential: `${created.token}` } });
    expect(own.status).toBe(200);
  });

  test.for(Object.keys(GENERATORS))('%s throws what the server answers to a wrong credential', async (name) => {
    const { create } = await clients.load(name);
    await expect(create(server.url, 'wrong', { name: NAME })).rejects.toBeDefined();
  });
});

test('a contract that promises less does not compile', async () => {
  const document = await read();
  const { ApiTokenCreate, ApiTokenCreated } = document.components.schemas;
  ApiTokenCreate.required = [];
  ApiTokenCreated.properties.token = {};
  const { errors } = await build(document, await temporaryFolder());
  const promises = errors.filter((error) => error.includes('/promises.ts:'));
  for (const name of Object.keys(GENERATORS)) {
    // One for `name`, which may be missing now, one for a body without it, and one for `token`, which is anything.
    expect(promises.filter((error) => error.startsWith(`${name}/`))).toHaveLength(3);
  }
});
