import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateCredential } from '../../../server/core/credential.ts';
import { curlLine } from './curl.ts';
import type { WireRequest } from './http.ts';
import { Secrets } from './secrets.ts';

const MAIN = generateCredential('TKN-1671-0642');
const OTHER = generateCredential('TKN-3803-0001');
const FORMLESS = 'any\'form$of "words"';
const SECRETS = new Secrets({ API_TOKEN: MAIN, VENDOR_TOKEN: FORMLESS });
const VARIABLES = { API_TOKEN: MAIN, VENDOR_TOKEN: FORMLESS, CREDENTIAL_OF_TKN_3803_0001: OTHER };

let origin: string;
const received: WireRequest[] = [];
const recorder = createServer(async (request, response) => {
  const { method = '', url = '', rawHeaders } = request;
  const headers: Record<string, string> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    headers[rawHeaders[index] ?? ''] = Buffer.from(rawHeaders[index + 1] ?? '', 'latin1').toString();
  }
  received.push({ method, path: url, headers, body: (await buffer(request)).toString() });
  response.end();
});
beforeAll(async () => {
  recorder.listen(0, '127.0.0.1');
  await once(recorder, 'listening');
  origin = `http://127.0.0.1:${(recorder.address() as AddressInfo).port}`;
});
afterAll(() => recorder.close());

/** What arrives when bash runs the line. */
async function run(line: string): Promise<WireRequest | undefined> {
  received.length = 0;
  const { PATH = '' } = process.env;
  // By the standard input: the line may be long.
  const bash = spawn('bash', ['-euo', 'pipefail'], { env: { PATH, LC_ALL: 'C.UTF-8', ...VARIABLES } });
  bash.stdin.end(line);
  const [told, [code]] = await Promise.all([text(bash.stderr), once(bash, 'close')]);
  expect(code, `${line.slice(0, 500)}\n${told.slice(-500)}`).toBe(0);
  expect(received).toHaveLength(1);
  return received[0];
}

/** What curl says of itself, and what every body has. */
const OF_CURL = ['Host', 'User-Agent', 'Accept', 'Content-Length', 'Expect'];

async function expectSame(request: WireRequest): Promise<void> {
  const line = curlLine(origin, request, SECRETS);
  for (const secret of [MAIN, OTHER, FORMLESS]) expect(line).not.toContain(secret);
  expect(line).not.toMatch(/idt:TKN-\d/);
  expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  const { headers = {}, ...got } = (await run(line)) ?? {};
  expect(got).toEqual({ method: request.method, path: request.path, body: request.body ?? '' });
  const sent = Object.entries(headers).filter(([name]) => !OF_CURL.includes(name));
  expect(Object.fromEntries(sent)).toEqual(request.headers);
}

const LETTERS = [
  ...`aZ0 '"\\$\`!@%&;|<>(){}[]*?#~=+-_,.:/\n\t\rßж😀`,
  '\u0301',
  '\u007f',
  '\u001b',
  '\u009b',
  '\u202e',
];
const letter = fc.constantFrom(...LETTERS);
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: letter, maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(letter, fc.integer({ min: 60, max: 400 })).map(([one, times]) => one.repeat(times)),
  },
);
const bodies = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
const paths = fc
  .array(fc.constantFrom(...'aZ0-_.~/!*()[]{}\'"$@,;=&?+|', '%20', '%ZZ', '/../', '/./'), { maxLength: 15 })
  .map((parts) => `/x${parts.join('')}`);
const headers = fc.record(
  {
    Authorization: fc.constantFrom(MAIN, OTHER, FORMLESS, 'nonsense', 'x$HOME`id`').map((word) => `Bearer ${word}`),
    'Content-Type': fc.constantFrom('application/json', `a/b; charset="utf-8"; x='$HOME'`),
    'X-Empty': fc.constant(''),
    traceparent: fc.constant('00-1-2-01'),
  },
  { requiredKeys: [] },
);

test('what bash and curl send is the request, byte for byte', async () => {
  const requests = fc.record(
    { method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'), path: paths, headers, body: bodies },
    { requiredKeys: ['method', 'path', 'headers'] },
  );
  await fc.assert(fc.asyncProperty(requests, expectSame), { numRuns: 60 });
});

test.each<[string, WireRequest]>([
  ['a HEAD', { method: 'HEAD', path: '/x?a=[1]', headers: { Authorization: `Bearer ${MAIN}` } }],
  ['a body that begins as a file name does', { method: 'POST', path: '/', headers: {}, body: '@/etc/hostname' }],
  ['an empty body', { method: 'POST', path: '/', headers: {}, body: '' }],
  ['a POST without a body', { method: 'POST', path: '/', headers: {} }],
  ['a run of 100,000', { method: 'PUT', path: '/', headers: {}, body: `{"a": "${"'".repeat(100_000)}%s\\n"}` }],
  ['a run of 100,000 of two bytes', { method: 'PUT', path: '/', headers: {}, body: `-${'ß'.repeat(100_000)}` }],
  ['a run of dashes', { method: 'PUT', path: '/', headers: {}, body: '-'.repeat(100) }],
  ['ten megabytes', { method: 'POST', path: '/', headers: {}, body: `"${'x'.repeat(10_000_000)}"` }],
])('%s is sent as it is', async (_name, request) => {
  await expectSame(request);
  expect(curlLine(origin, request, SECRETS).length).toBeLessThan(400);
});

test('a credential is a variable in a header, and nowhere else at all', () => {
  const line = (path: string, headers: Record<string, string>, body?: string) =>
    curlLine('http://x', { method: 'POST', path, headers, body }, SECRETS);
  expect(line('/', { Authorization: `Bearer ${MAIN}` })).toContain('-H "Authorization: Bearer $API_TOKEN"');
  expect(line('/', { Authorization: `Bearer ${FORMLESS}` })).toContain('-H "Authorization: Bearer $VENDOR_TOKEN"');
  expect(line('/', { Authorization: `Bearer ${OTHER}` })).toContain(
    '"Authorization: Bearer $CREDENTIAL_OF_TKN_3803_0001"',
  );
  for (const secret of [MAIN, OTHER, FORMLESS]) {
    const encoded = encodeURIComponent(secret);
    const text = line(`/?eq(token,${encoded})`, { 'X-Other': secret }, JSON.stringify({ token: secret }));
    expect(text.split('[credential]')).toHaveLength(4);
    for (const spelling of [secret, encoded, JSON.stringify(secret).slice(1, -1)]) expect(text).not.toContain(spelling);
  }
});
