import { inspect } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type ApiProblem, createClient } from './index.ts';
import { answering, json, type StubbedAnswer } from './testing.ts';

const TOKEN = 'idt:TKN-0000-0001:0123456789abcdefghijklmnopqrstuvwxyz';

async function failure(answer: StubbedAnswer): Promise<ApiProblem> {
  const { url } = await answering(answer);
  const call = createClient({ baseUrl: url, token: TOKEN, retries: 0 }).createApiToken({ name: 'ERP' });
  return call.then(
    () => expect.fail('it did not fail'),
    (error) => error,
  );
}

const PROBLEM = {
  type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
  title: 'Bad Request',
  status: 400,
  detail: 'One or more validation errors occurred.',
  instance: '/public/v1/accounts/api-tokens',
  traceId: '00-9e02a91b64ac56904703a3a69ea9101d-56be90a29d0b0b25-00',
  errors: { name: ['is required'], 'modules[0].id': ['must be string', 'must match'] },
};

describe('a problem document', () => {
  test('becomes an ApiProblem with its fields', async () => {
    const problem = await failure(json(400, PROBLEM));
    expect(problem).toBeInstanceOf(Error);
    expect(problem).toMatchObject({ name: 'ApiProblem', ...PROBLEM, retryAfter: undefined });
    expect(problem.message).toBe(
      '400 Bad Request: One or more validation errors occurred. (name is required; modules[0].id must be string, must match)',
    );
  });

  test.each([
    ['42', 42],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60],
    [new Date(0).toUTCString(), 0],
    ['soon', undefined],
  ])('Retry-After %s is in seconds', async (header, seconds) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) });
    onTestFinished(() => void vi.useRealTimers());
    const problem = await failure(json(429, { ...PROBLEM, status: 429 }, { 'Retry-After': header }));
    expect(problem.retryAfter).toEqual(seconds);
  });

  test('never shows the credential, even where the answer does', async () => {
    const echo = { ...PROBLEM, title: TOKEN, detail: `Bad ${TOKEN}!`, errors: { [TOKEN]: [TOKEN] } };
    const problem = await failure(json(400, echo));
    expect(inspect(problem, { depth: 9 })).not.toContain('0123456789abc');
    expect(problem.detail).toBe('Bad [credential]!');
  });
});

describe('anything else', () => {
  const html = { 'Content-Type': 'text/html' };
  test.each<[string, StubbedAnswer]>([
    ['a page', { status: 502, headers: html, body: '<h1>Bad Gateway</h1>' }],
    ['nothing', { status: 502 }],
    ['nothing, and says so', { status: 502, headers: { 'Content-Length': '0' } }],
    ['a JSON string', json(502, 'no')],
    ['a JSON array', json(502, ['no'])],
    ['fields of other types', json(502, { type: 1, title: null, status: 'x', detail: {}, errors: ['x'], traceId: 2 })],
  ])('%s is an ApiProblem with the status', async (_name, answer) => {
    const problem = await failure(answer);
    expect(problem).toMatchObject({ name: 'ApiProblem', type: 'about:blank', status: 502, title: 'Bad Gateway' });
    expect(problem.message).toBe('502 Bad Gateway');
    expect([problem.detail, problem.instance, problem.traceId, problem.errors]).toEqual(Array(4).fill(undefined));
  });

  test('a failure of the network passes as fetch throws it', async () => {
    const call = createClient({ baseUrl: 'http://127.0.0.1:1', token: TOKEN, backOff: 1 }).getOpenApi();
    await expect(call).rejects.toThrow(TypeError);
    await expect(call).rejects.not.toHaveProperty('status');
  });
});
