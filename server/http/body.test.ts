import { once } from 'node:events';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import express from 'express';
import fc from 'fast-check';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { sendRaw } from '../testing/raw.ts';
import { SAMPLE, startServer } from '../testing/server.ts';
import { findAddress } from './address.ts';
import { readBody, requireMediaType } from './body.ts';
import { inOneMiddleware, type Step } from './step.ts';
import { trace } from './trace.ts';

const PATH = '/public/v1/accounts/api-tokens';
const server = await startServer({}, afterAll);
const authorization = `Authorization: Bearer ${server.credentials[SAMPLE.client]}`;
const JSON_TYPE = 'Content-Type: application/json';

function post(headers: string[], body: string | Uint8Array) {
  return sendRaw(server.url, { method: 'POST', path: PATH, headers: [authorization, ...headers], body });
}

function chunked(body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]);
}

function named(bytes: number): string {
  const frame = '{"name":"x","unknown":""}';
  return frame.replace('""', `"${'y'.repeat(bytes - frame.length)}"`);
}

describe('413', () => {
  it('is the answer to 20 MB, declared or chunked, and the server serves on', async () => {
    const body = Buffer.alloc(20_000_000, '[');
    for (const headers of [[JSON_TYPE], ['Content-Type: text/plain'], []]) {
      const declared = await post(headers, body);
      expect(declared.status).toBe(413);
      expect(declared.body.detail).toContain('262144');
      expect((await post([...headers, 'Transfer-Encoding: chunked'], chunked(body))).status).toBe(413);
    }
    expect((await post([JSON_TYPE], '{"name": "After"}')).status).toBe(201);
  });

  it('begins above the limit, not at it', async () => {
    expect((await post([JSON_TYPE], named(256 * 1024))).status).toBe(201);
    expect((await post([JSON_TYPE], named(256 * 1024 + 1))).status).toBe(413);
    expect((await post([JSON_TYPE, 'Transfer-Encoding: chunked'], chunked(Buffer.from(named(262_145))))).status).toBe(
      413,
    );
  });

  it('counts what a compressed body becomes', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
    expect(bomb.length).toBeLessThan(100_000);
    expect((await post([JSON_TYPE, 'Content-Encoding: gzip'], bomb)).status).toBe(413);
  });

  it('comes before 415', async () => {
    const body = Buffer.alloc(1_000_000);
    expect((await post(['Content-Type: text/plain'], body)).status).toBe(413);
    expect((await post([JSON_TYPE, 'Content-Encoding: nonsense'], body)).status).toBe(413);
  });

  it('goes by the limit that is configured', async () => {
    const small = await startServer({ bodyLimit: 30 });
    const call = (name: string) => small.call('POST', PATH, { as: 'client', body: { name } });
    expect((await call('short')).status).toBe(201);
    expect((await call('much longer than thirty bytes')).status).toBe(413);
  });
});

describe('415', () => {
  it.each([
    [[]],
    [['Content-Type:']],
    [['Content-Type: text/plain']],
    [['Content-Type: application/x-www-form-urlencoded']],
    [['Content-Type: multipart/form-data; boundary=x']],
    [['Content-Type: application/jsonx']],
    [['Content-Type: xapplication/json']],
    [['Content-Type: application/+json']],
    [['Content-Type: application/a b+json']],
    [['Content-Type: image/svg+json']],
    [['Content-Type: application/json, text/plain']],
    [['Content-Type: application/json; charset=latin1']],
    [['Content-Type: application/json; charset=utf-16']],
    [['Content-Type: application/json; charset="iso-8859-1"']],
    [['Content-Type: json']],
    [['Content-Type: ;']],
    [['Content-Type: */*']],
    [[JSON_TYPE, 'Content-Encoding: nonsense']],
    [[JSON_TYPE, 'Content-Encoding: gzip, gzip']],
    [[JSON_TYPE, 'Content-Encoding: compress']],
  ])('is the answer to a body with %j', async (headers) => {
    const answer = await post(headers, '{"name": "x"}');
    expect(answer.status).toBe(415);
  });

  it('comes before 400', async () => {
    expect((await post(['Content-Type: text/plain'], '{')).status).toBe(415);
  });

  it('or 201 is the answer to any Content-Type [bodies.no-type] [bodies.media-types]', async () => {
    const printable = fc.string({ unit: fc.constantFrom(...'aj/+;="\\ ,\u0009é-.json'), maxLength: 30 });
    const type = fc.oneof(
      printable,
      printable.map((rest) => `application/json;${rest}`),
    );
    await fc.assert(
      fc.asyncProperty(type, async (value) => {
        const { status } = await post([`Content-Type: ${value}`], '{"name": "x"}');
        expect([201, 415]).toContain(status);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a compressed body', () => {
  const json = '{"name": "Compressed"}';

  it.each([
    ['gzip', gzipSync(json)],
    ['GZIP', gzipSync(json)],
    ['deflate', deflateSync(json)],
    ['br', brotliCompressSync(json)],
    ['identity', Buffer.from(json)],
  ])('is accepted in %s', async (coding, bytes) => {
    expect((await post([JSON_TYPE, `Content-Encoding: ${coding}`], bytes)).status).toBe(201);
  });

  it.each([
    ['that is not compressed', Buffer.from(json)],
    ['that is cut short', gzipSync(json).subarray(0, -12)],
  ])('%s is 400, under `$`', async (_name, bytes) => {
    const answer = await post([JSON_TYPE, 'Content-Encoding: gzip'], bytes);
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.errors)).toEqual(['$']);
  });

  it('of nothing is a missing body', async () => {
    const answer = await post([JSON_TYPE, 'Content-Encoding: gzip'], gzipSync(''));
    expect(answer.body.errors).toEqual({ $: ['is required'] });
  });
});

describe('the media type that the validator sees', () => {
  it('is one and the same for every spelling, so that its cache does not grow', async () => {
    const app = express();
    const tell: Step = (request, response) => {
      response.json(request.headers['content-type'] ?? null);
      return 'answered';
    };
    app.use(
      inOneMiddleware(
        [trace, findAddress, readBody(1000), requireMediaType, tell],
        (error, _request, _response, next) => next(error),
      ),
    );
    const http = app.listen(0, '127.0.0.1');
    onTestFinished(() => void http.close());
    await once(http, 'listening');
    const address = http.address();
    const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const [read, ignored] = [PATH, `${PATH}/TKN-0000-0000/enable`];
    const seen = { [read]: new Set(), [ignored]: new Set() };
    for (let index = 0; index < 300; index++) {
      const headers = { 'Content-Type': `application/x${index}+json; charset=utf-8; a=${index}` };
      for (const path of [read, ignored]) {
        const response = await fetch(origin + path, { method: 'POST', headers, body: '{}' });
        seen[path]?.add(await response.json());
      }
    }
    expect([...(seen[read] ?? [])]).toEqual(['application/json']);
    expect([...(seen[ignored] ?? [])]).toEqual([null]);
  });

  it('may differ in 300 requests: each is answered, and 415 is for those that are no JSON', async () => {
    for (let index = 0; index < 150; index++) {
      expect((await post([`Content-Type: application/x${index}+json;v=${index}`], '{"name":"x"}')).status).toBe(201);
      expect((await post([`Content-Type: x${index}/y;v=${index}`], '{"name":"x"}')).status).toBe(415);
    }
  });
});
