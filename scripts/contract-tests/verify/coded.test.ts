import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { SAMPLE, startServer, type TestServer } from '../../../server/testing/server.ts';
import { Unreadable } from './probe.ts';
import { verify } from './verify.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ logLevel: 'silent' }, afterAll);
});

/** A server that codes what it answers, whatever is asked for. */
async function coding(
  contentEncoding: string,
  encode: (body: Buffer) => Buffer,
  where: (request: IncomingMessage) => boolean = () => true,
): Promise<string> {
  const proxy = createServer(async (request, response) => {
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
    const body = await buffer(request);
    const answer = await fetch(server.url + request.url, {
      method: request.method ?? 'GET',
      headers: headers as Record<string, string>,
      redirect: 'manual',
      ...(body.length > 0 && { body: body as BodyInit }),
    });
    const told = Buffer.from(await answer.arrayBuffer());
    const kept = [...answer.headers].filter(([name]) => !/^(content-length|transfer-encoding|connection)$/.test(name));
    const isCoded = told.length > 0 && where(request);
    const coded = isCoded ? { 'content-encoding': contentEncoding } : {};
    response.writeHead(answer.status, { ...Object.fromEntries(kept), ...coded }).end(isCoded ? encode(told) : told);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    proxy.close();
    proxy.closeAllConnections();
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

function check(url: string, only: string) {
  return verify({ url, credential: server.credentials[SAMPLE.operations] ?? '', seed: 1, probes: 20, only });
}

/** How many tokens there are that are not deleted. */
async function alive(): Promise<number> {
  const query = '?limit=0&in(status,(Active,Disabled))';
  const { body } = await server.call('GET', `/public/v1/accounts/api-tokens${query}`, { as: 'operations' });
  return body.$meta.pagination.total;
}

test.each<[string, (body: Buffer) => Buffer]>([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
  ['gzip, br', (body) => brotliCompressSync(gzipSync(body))],
])('a server that always answers in %s is checked', async (contentEncoding, encode) => {
  const { results } = await check(await coding(contentEncoding, encode), 'getApiToken');
  expect(results.length).toBeGreaterThan(5);
  expect(results.filter(({ finding, skipped }) => finding || skipped)).toEqual([]);
});

test('a body that is not in the coding that it names is a finding', async () => {
  const { results } = await check(await coding('gzip', (body) => body), 'getApiToken');
  expect(results.map(({ name, finding }) => [name, finding?.message])).toEqual([
    ['looking around', 'answered 200: Content-Encoding: the body is not gzip'],
  ]);
});

test.each(['GET', 'POST'])(
  'a coding of %s that is not known is named, and what was created is deleted',
  async (method) => {
    const before = await alive();
    const failure = check(
      await coding(
        'snappy',
        (body) => body,
        (request) => request.method === method,
      ),
      '',
    );
    await expect(failure).rejects.toThrow(Unreadable);
    await expect(failure).rejects.toThrow(
      `the body of the answer to ${method} /public/v1/accounts/api-tokens cannot be read: the content coding snappy is not known`,
    );
    expect(await alive()).toBe(before);
  },
);

test('where one address alone answers in such a coding, its checks are skipped and the others are not', async () => {
  const { results } = await check(
    await coding(
      'snappy',
      (body) => body,
      ({ url }) => url === '/public/v1/openapi.json',
    ),
    '200',
  );
  const skipped = results.filter((result) => result.skipped !== undefined);
  expect(new Set(skipped.map(({ operation }) => operation))).toEqual(new Set(['getOpenApi']));
  expect(skipped[0]?.skipped).toContain(
    'GET /public/v1/openapi.json cannot be read: the content coding snappy is not known',
  );
  expect(results.filter(({ finding }) => finding)).toEqual([]);
  expect(results.length).toBeGreaterThan(skipped.length);
});
