import { request as httpRequest } from 'node:http';
import { describe, expect, test } from 'vitest';
import document from '../../generated/openapi.json' with { type: 'json' };
import { CREATE, type ExampleName, expectProblem, TOKEN, TOKENS, useMock } from './testing.ts';

const { url, call } = useMock();

describe('bodies', () => {
  const bodied = (type: string | undefined, body: BodyInit) =>
    call(TOKENS, { method: 'POST', headers: type === undefined ? {} : { 'Content-Type': type }, body });

  test.each([
    'application/json',
    'Text/JSON; charset=UTF-8',
    'application/vnd.softwareone.token+json',
    'application/merge-patch+json;charset="utf-8"',
  ])('%s is accepted [bodies.media-types]', async (type) => {
    expect((await bodied(type, CREATE.body)).status).toBe(201);
  });

  test.each(['text/plain', 'application/jsonx', 'application/xml', 'json', 'application/json; charset=latin1'])(
    '%s is 415',
    async (type) => {
      await expectProblem(await bodied(type, CREATE.body), 'problem-unsupported-media-type', TOKENS);
      await expectProblem(await bodied(type, '{'), 'problem-unsupported-media-type', TOKENS);
    },
  );

  test('no type is 415, a coding too', async () => {
    await expectProblem(await bodied(undefined, new Blob(['{}'])), 'problem-unsupported-media-type', TOKENS);
    const coded = await call(TOKENS, { ...CREATE, headers: { ...CREATE.headers, 'Content-Encoding': 'gzip' } });
    await expectProblem(coded, 'problem-unsupported-media-type', TOKENS);
  });

  test('too large is 413, before 415', async () => {
    const response = await bodied('text/plain', 'x'.repeat(2_000_000));
    await expectProblem(response, 'problem-content-too-large', TOKENS);
  });

  test.each<[string, ExampleName]>([
    ['', 'problem-missing-body'],
    ['{"name":', 'problem-malformed-json'],
    ['\ufeff{]', 'problem-malformed-json'],
    ['['.repeat(100_000), 'problem-malformed-json'],
    ['[]', 'problem-not-an-object'],
    ['null', 'problem-not-an-object'],
    ['"x"', 'problem-not-an-object'],
    ['{}', 'problem-invalid-fields'],
    ['{"name":"*"}', 'problem-invalid-fields'],
    ['{"name":"ERP","modules":[{"id":1}]}', 'problem-invalid-fields'],
  ])('%.20s is %s', async (body, example) => {
    await expectProblem(await bodied('application/json', body), example, TOKENS);
  });

  test('what is not UTF-8 is told as such, although no example is', async () => {
    const response = await bodied('application/json', new Uint8Array([0x22, 0xff, 0x22]));
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { detail: 'The body is not UTF-8.', instance: TOKENS, errors: { $: ['must be UTF-8'] } },
    ]);
  });

  test('what Prism found stands in a header', async () => {
    const response = await bodied('text/json', '{"name":"*"}');
    expect(response.headers.get('sl-violations')).toContain('property name must match pattern');
  });

  test('a character that only the whole rule of a name excludes is refused too [token.name]', async () => {
    const response = await bodied('application/json', '{"name":"€"}');
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'name.invalid' }]);
    expect((await bodied('application/json', '{"name":"é"}')).status).toBe(201);
  });

  test('unknown and read-only properties are ignored', async () => {
    const body = JSON.stringify({ ...document.components.examples['created-full'].value, unknown: 1 });
    expect((await bodied('application/json', body)).status).toBe(201);
  });

  test('is ignored where the operation has none', async () => {
    const headers = { Authorization: 'Bearer any', 'Content-Type': 'text/plain', 'Content-Length': '1' };
    const status = new Promise((resolve, reject) => {
      const request = httpRequest(url(TOKEN), { headers }, (response) => resolve(response.resume().statusCode));
      request.on('error', reject).end('{');
    });
    expect(await status).toBe(200);
  });
});
