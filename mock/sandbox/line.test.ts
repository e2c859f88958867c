import { stripVTControlCharacters } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import type { Entry } from '../engine/journal.ts';
import { lineOf } from './line.ts';
import { createSandbox } from './server.ts';

const TOKENS = '/public/v1/accounts/api-tokens';

async function linesOf(...requests: [target: string, init: RequestInit][]) {
  const entries: Entry[] = [];
  const sandbox = await createSandbox({ port: 0, onEntry: (entry) => entries.push(entry) });
  onTestFinished(() => sandbox.close());
  for (const [target, init] of requests) await fetch(sandbox.url + target, init);
  return entries;
}

const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };
const withoutTime = (line: string) => line.replace(/\d+ ms$/, 'N ms');

it('says in a line what was asked, what it was taken for, what was answered, and by which rule', async () => {
  const entries = await linesOf(
    [TOKENS, { method: 'POST', headers, body: '{"name":"My app"}' }],
    [TOKENS, { method: 'POST', headers, body: '{"name":"*"}' }],
    [`${TOKENS}?limit=1`, { headers: { ...headers, prefer: 'code=429', 'sandbox-state': 'one' } }],
    ['/nowhere', { headers }],
  );
  expect(entries.map((entry) => withoutTime(lineOf(entry)))).toEqual([
    `POST ${TOKENS} → createApiToken 201 N ms`,
    `POST ${TOKENS} → createApiToken 400 name.invalid [token.name] N ms`,
    `GET ${TOKENS}?limit=1 → listApiTokens 429 rate.exceeded [rate-limit.per-credential] as Prefer asks in one N ms`,
    'GET /nowhere → no operation 404 path.unknown [token.unknown-id] N ms',
  ]);
});

it('shows no credential', async () => {
  const [entry] = await linesOf([`${TOKENS}?eq(token,'idt:TKN-1671-0642:secret')`, { headers }]);
  expect(entry && lineOf(entry)).not.toContain('secret');
});

it('has colours where they are asked for, and says the same', async () => {
  const [entry] = await linesOf([TOKENS, { headers }]);
  if (!entry) throw new Error('There was no entry.');
  const coloured = lineOf(entry, { colours: true });
  expect(coloured).not.toBe(lineOf(entry));
  expect(stripVTControlCharacters(coloured)).toBe(lineOf(entry));
});
