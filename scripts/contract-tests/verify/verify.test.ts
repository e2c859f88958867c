import { expect, onTestFinished, test } from 'vitest';
import { createMock } from '../../../mock/examples/server.ts';
import { SAMPLE, startServer } from '../../../server/testing/server.ts';
import { missingIn } from '../coverage/coverage-gaps.ts';
import { alter } from '../testing/altering.ts';
import type { CheckResult } from './results.ts';
import { counting } from './testing.ts';
import { verify } from './verify.ts';

const found = (results: readonly CheckResult[]) => results.filter(({ finding }) => finding);

test.each(['client', 'vendor', 'powerless'] as const)('finds nothing with the credential of %s', async (role) => {
  const server = await startServer();
  const credential = server.credentials[SAMPLE[role]] ?? '';
  expect(found((await verify({ url: server.url, credential, seed: 1, probes: 100 })).results)).toEqual([]);
});

test('finds nothing on a server with a rate limit, and uses up a credential', async () => {
  const server = await startServer({ rateLimit: 200 });
  const credential = server.credentials[SAMPLE.operations] ?? '';
  const { counts, observe } = counting();
  const { results } = await verify({ url: server.url, credential, seed: 1, probes: 1, only: '429', observe });
  expect(found(results)).toEqual([]);
  const limited = Object.entries(counts.statuses).filter(([name]) => name.endsWith(' 429'));
  expect(missingIn(Object.fromEntries(limited))).toEqual(['getOpenApi 429']);
});

test('finds on the mock only what it cannot keep without a memory', async () => {
  const mock = await createMock({ port: 0 });
  onTestFinished(() => mock.close());
  const options = { url: mock.url, credential: 'any', seed: 1, probes: 500 };
  const told = await verify({ ...options, stateless: true, workflows: true });
  expect(found(told.results)).toEqual([]);
  const skipped = new Set(told.results.flatMap(({ name, skipped }) => (skipped ? [name] : [])));
  expect(skipped.size).toBeGreaterThan(0);
  const untold = await verify({ ...options, readOnly: true });
  const unexplained = found(untold.results).filter(({ name, finding }) => {
    return !skipped.has(name) && !/without naming .* in errors/.test(finding?.message ?? '');
  });
  expect(unexplained).toEqual([]);
});

test.each<[string, number | undefined]>([
  ['answers with a page', undefined],
  ['says that it has none', 501],
])('says of a deployment without streams, which %s, that they are not offered', async (_how, status) => {
  const server = await startServer();
  const url = await alter(server.url, {
    request: ({ headers }) => headers.delete('MPT-Streaming'),
    answer: (answer) => {
      if (status === undefined || answer.request.headers.get('MPT-Streaming') !== 'true') return;
      const traceId = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00';
      const instance = answer.path;
      const type = 'https://tools.ietf.org/html/rfc9110#section-15.6.2';
      const code = 'stream.not-available';
      const detail = 'This list cannot be streamed.';
      Object.assign(answer, {
        status,
        body: { type, code, title: 'Not Implemented', status, detail, instance, traceId },
      });
      answer.headers.set('Content-Type', 'application/problem+json');
    },
  });
  const credential = server.credentials[SAMPLE.operations] ?? '';
  const { results } = await verify({ url, credential, seed: 1, probes: 20, only: 'stream' });
  expect(found(results)).toEqual([]);
  expect(new Set(results.map(({ skipped }) => skipped))).toEqual(new Set(['not offered']));
});

const OURS = /304: what is known|412:|an ETag for|the same key again|a malformed key/;

test.each<[string, string[], string[]]>([
  [
    'gives no tags',
    ['if-match', 'if-none-match', 'idempotency-key'],
    ['etag', 'idempotency-key', 'idempotency-replayed'],
  ],
  ['gives tags that it does not take', ['if-match', 'if-none-match', 'idempotency-key'], ['idempotency-key']],
])(
  'says of a deployment without conditions and keys, which %s, that they are not offered',
  async (how, taken, given) => {
    const server = await startServer();
    const url = await alter(server.url, {
      request: ({ headers }) => taken.forEach((name) => void headers.delete(name)),
      answer: ({ headers }) => given.forEach((name) => void headers.delete(name)),
    });
    const credential = server.credentials[SAMPLE.operations] ?? '';
    const { results } = await verify({ url, credential, seed: 1, probes: 20 });
    expect(found(results)).toEqual([]);
    const ours = results.filter(({ name }) => OURS.test(name));
    const offered = ours.filter(({ skipped }) => skipped !== 'not offered').map(({ name }) => name);
    expect(ours).toHaveLength(8);
    expect(offered).toEqual(how === 'gives no tags' ? [] : ['getApiToken 200: an ETag for each state and each select']);
  },
);
