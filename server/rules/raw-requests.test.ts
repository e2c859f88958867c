import { afterAll, describe, expect, it } from 'vitest';
import { TOKENS } from '../testing/query.ts';
import { sendRaw } from '../testing/raw.ts';
import { SAMPLE, startServer } from '../testing/server.ts';

const server = await startServer({ bodyLimit: 4_000_000 }, afterAll);
const authorization = `Authorization: Bearer ${server.credentials[SAMPLE.client]}`;
const headers = [authorization, 'Content-Type: application/json'];

describe('what no HTTP library would send', () => {
  it.each([
    ['no body', headers],
    ['no body and no type', [authorization]],
    ['Content-Length: 0', [...headers, 'Content-Length: 0']],
    ['an empty chunked body', [...headers, 'Transfer-Encoding: chunked']],
    ['an empty body of another type', [authorization, 'Content-Type: text/plain', 'Content-Length: 0']],
  ])('%s is a missing body', async (name, lines) => {
    const body = name.includes('chunked') ? { body: '0\r\n\r\n' } : {};
    const answer = await sendRaw(server.url, { method: 'POST', path: TOKENS, headers: lines, ...body });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual({ $: ['is required'] });
  });

  it('answers a client that waits for 100 Continue', async () => {
    const { status } = await sendRaw(server.url, {
      method: 'POST',
      path: TOKENS,
      headers: [authorization, 'Content-Type: application/json', 'Expect: 100-continue'],
      body: '{"name": "Continued"}',
    });
    expect(status).toBe(201);
  });

  it('GET ignores a body, its type and its length', async () => {
    for (const [type, body] of [
      ['text/plain', 'x'],
      ['application/json', '{'],
      ['application/json', ''],
      ['@@', 'x'.repeat(1_000_000)],
    ]) {
      const answer = await sendRaw(server.url, {
        path: `${TOKENS}/${SAMPLE.client}`,
        headers: [authorization, `Content-Type: ${type}`],
        body: body ?? '',
      });
      expect(answer.status).toBe(200);
    }
  });
});
