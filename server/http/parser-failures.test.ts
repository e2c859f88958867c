import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { assertProblem } from '../testing/contract.ts';
import { exchange } from '../testing/raw.ts';
import { SAMPLE, startServer } from '../testing/server.ts';
import { createLogger } from './log.ts';
import { answerParserFailures } from './parser-failures.ts';

describe('what the HTTP parser refuses', async () => {
  const shared = await startServer({}, afterAll);

  it.each([
    ['a garbage request line', 400, 'nonsense\r\n\r\n'],
    ['a TLS handshake', 400, '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
    ['an unknown method', 400, 'FOO / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['an unknown version', 400, 'GET / HTTP/9.9\r\nHost: x\r\n\r\n'],
    ['a malformed header', 400, 'GET / HTTP/1.1\r\nHost: x\r\na b: c\r\n\r\n'],
    ['a header with NUL', 400, 'GET / HTTP/1.1\r\nHost: x\r\na: \0\r\n\r\n'],
    ['two lengths', 400, 'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
    [
      'a length beside chunks',
      400,
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    ],
    ['a malformed length', 400, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n'],
    ['no host', 400, 'GET / HTTP/1.1\r\n\r\n'],
    ['a header of 60 kB', 431, `GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(60_000)}\r\n\r\n`],
    ['a path of 60 kB', 431, `GET /${'x'.repeat(60_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
    ['headers of 60 kB together', 431, `GET / HTTP/1.1\r\n${`X-Some: ${'x'.repeat(990)}\r\n`.repeat(60)}\r\n\r\n`],
  ])('%s is a problem, %i, and the server serves on', async (_name, status, bytes) => {
    const answer = await exchange(shared.url, bytes);
    expect(answer.status).toBe(status);
    await assertProblem('GET', '/', answer);
    expect(answer.statusLine).toBe(`HTTP/1.1 ${status} ${answer.body.title}`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await shared.call('GET', '/healthz')).status).toBe(200);
    expect(shared.log()).toContain(answer.body.traceId.split('-')[1]);
  });

  it('in the middle of a body is a problem [errors.parser]', async () => {
    const server = await startServer();
    const answer = await exchange(
      server.url,
      [
        'POST /public/v1/accounts/api-tokens HTTP/1.1\r\nHost: x\r\nContent-Type: application/json',
        `Authorization: Bearer ${server.credentials[SAMPLE.client]}`,
        'Transfer-Encoding: chunked\r\n\r\nnonsense',
      ].join('\r\n'),
      'POST',
    );
    expect(answer.status).toBe(400);
    await assertProblem('POST', '/public/v1/accounts/api-tokens', answer);
  });

  it('repeats nothing of the request, in the answer or in the log', async () => {
    const server = await startServer();
    const credential = server.credentials[SAMPLE.client];
    const answer = await exchange(
      server.url,
      `GET / HTTP/1.1\r\nAuthorization: Bearer ${credential}\r\na b: c\r\n\r\n`,
    );
    expect(answer.status).toBe(400);
    expect(answer.text + server.log()).not.toContain(credential);
  });

  it('leaves room for a query of 14,000 bytes', async () => {
    const server = await startServer();
    const path = `/public/v1/accounts/api-tokens/${SAMPLE.client}?x=${'y'.repeat(14_000)}`;
    expect((await server.call('GET', path, { as: 'client' })).status).toBe(200);
  });

  it('is 408 where the headers take too long [errors.parser]', async () => {
    const http = createServer({ headersTimeout: 100, requestTimeout: 100, connectionsCheckingInterval: 20 });
    answerParserFailures(http, createLogger('silent'));
    http.listen(0, '127.0.0.1');
    onTestFinished(() => void http.close());
    await once(http, 'listening');
    const { port } = http.address() as AddressInfo;
    const answer = await exchange(`http://127.0.0.1:${port}`, 'GET / HTTP/1.1\r\nHost: x\r\n');
    expect(answer.status).toBe(408);
    await assertProblem('GET', '/', answer);
  });
});

describe('an expectation', () => {
  it('that nobody knows is ignored', async () => {
    const server = await startServer();
    const answer = await exchange(server.url, 'GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: nonsense\r\n\r\n');
    expect(answer.status).toBe(200);
  });
});
