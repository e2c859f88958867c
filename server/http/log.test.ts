import { describe, expect, it } from 'vitest';
import { sensitiveProperties } from '../../generated/fields.ts';
import { generateCredential } from '../core/credential.ts';
import { createServer } from '../index.ts';
import { getRaw, queriesWith, TOKENS } from '../testing/query.ts';
import { SAMPLE, startServer } from '../testing/server.ts';
import { createLogger, redactedPaths } from './log.ts';

const CREDENTIAL = generateCredential('TKN-1234-5678');
const SECRET = CREDENTIAL.slice(18);

function logged(write: (logger: ReturnType<typeof createLogger>) => void, level = 'trace'): string {
  const lines: string[] = [];
  write(createLogger(level, { write: (line) => void lines.push(line) }));
  return lines.join('');
}

describe('what the contract marks as a secret', () => {
  it('is this, and what is redacted follows from it [secrets.nowhere]', () => {
    expect(sensitiveProperties).toEqual(['token']);
    expect(redactedPaths).toEqual([
      'token',
      '*.token',
      '*.*.token',
      '*.*.*.token',
      'authorization',
      '*.authorization',
      '*.*.authorization',
      '*.*.*.authorization',
    ]);
  });
});

describe('the log', () => {
  it.each([
    { token: SECRET },
    { body: { token: SECRET } },
    { answer: { body: { token: SECRET } } },
    { a: { b: { c: { token: SECRET } } } },
    { data: [{ token: SECRET }, { token: SECRET }] },
    { authorization: SECRET },
    { headers: { authorization: `Bearer ${SECRET}` } },
    { request: { headers: { authorization: SECRET } } },
  ])('redacts by property, whatever the value: %#', (object) => {
    const line = logged((logger) => logger.info(object, 'message'));
    expect(line).not.toContain(SECRET);
    expect(line).toContain('[redacted]');
    expect(JSON.parse(line).msg).toBe('message');
  });

  it.each([
    ['a message', (logger) => logger.info(`used ${CREDENTIAL} today`)],
    ['a message with arguments', (logger) => logger.info('used %s and %j', CREDENTIAL, { x: CREDENTIAL })],
    [
      'any property',
      (logger) => logger.warn({ x: { y: [CREDENTIAL, { deep: { deeper: { deepest: CREDENTIAL } } }] } }),
    ],
    ['a key', (logger) => logger.warn({ [CREDENTIAL]: 1 })],
    ['an error', (logger) => logger.error(new Error(CREDENTIAL))],
    ['an error of an error', (logger) => logger.error({ err: new Error('x', { cause: new Error(CREDENTIAL) }) })],
    ['an error with properties', (logger) => logger.fatal({ err: Object.assign(new Error('x'), { q: CREDENTIAL }) })],
    ['an aggregate', (logger) => logger.error(new AggregateError([new Error(CREDENTIAL)], CREDENTIAL))],
    ['a child', (logger) => logger.child({ who: CREDENTIAL }).debug('x')],
    ['an encoded one', (logger) => logger.trace({ url: `/x/${encodeURIComponent(CREDENTIAL)}` })],
    ['one cut short', (logger) => logger.info(CREDENTIAL.slice(0, -3))],
  ] satisfies [string, (logger: ReturnType<typeof createLogger>) => void][])(
    'has no credential that came with %s',
    (_name, write) => {
      const line = logged(write);
      expect(line).not.toContain(SECRET.slice(0, 30));
      expect(line).toContain('[credential]');
      expect(() => JSON.parse(line)).not.toThrow();
    },
  );

  it('has only what its level lets through', () => {
    const all = (logger: ReturnType<typeof createLogger>) => {
      logger.debug('a');
      logger.warn('b');
    };
    expect(logged(all, 'warn').trim().split('\n')).toHaveLength(1);
    expect(logged(all, 'silent')).toBe('');
  });
});

describe('the stop', () => {
  it('waits until the log is written, its last line included', async () => {
    const lines: string[] = [];
    let flushed: string[] = [];
    const destination = {
      write: (line: string) => void lines.push(line),
      flush(done: () => void) {
        flushed = [...lines];
        setImmediate(done);
      },
    };
    const server = await createServer({
      port: 0,
      databaseUrl: 'sqlite::memory:',
      seedFile: 'none',
      logger: createLogger('info', destination),
    });
    await server.close();
    expect(flushed.at(-1)).toContain('"msg":"stopped"');
  });
});

describe('a credential in a request', () => {
  it.each([
    (credential: string) => credential,
    (credential: string) => encodeURIComponent(credential),
    (credential: string) => encodeURIComponent(encodeURIComponent(credential)),
    (credential: string) => [...credential].map((c) => `%${c.charCodeAt(0).toString(16)}`).join(''),
    (credential: string) => `x${credential}x`,
    (credential: string) => `TKN-0000-0000?token=${credential}&select=${credential}`,
    (credential: string) => `TKN-0000-0000?eq(token,${credential})`,
  ])('stands neither in the log nor in the answer, wherever it was: %#', async (place) => {
    const server = await startServer();
    const credential = server.credentials[SAMPLE.client] ?? 'missing';
    const path = `/public/v1/accounts/api-tokens/${place(credential)}`;
    const answers = [
      await server.call('GET', path, { as: 'client' }),
      await server.call('DELETE', path, { as: 'client' }),
      await server.call('GET', path),
      await server.call('POST', '/public/v1/accounts/api-tokens', { as: 'client', body: { name: credential } }),
      await server.call('POST', '/public/v1/accounts/api-tokens', { as: 'client', body: `{${credential}` }),
      await server.call('POST', '/public/v1/accounts/api-tokens', {
        as: 'client',
        headers: { 'content-type': credential, traceparent: credential, 'user-agent': credential },
        body: '{}',
      }),
    ];
    const encoded = path.slice(path.lastIndexOf('/') + 1).slice(-40);
    for (const { text } of answers) {
      expect(text).not.toContain(credential.slice(18));
      expect(text).not.toContain(encoded);
    }
    expect(server.log()).not.toContain(credential.slice(18));
    expect(server.log()).not.toContain(encoded);
  });

  it('stands not in the log where a list is filtered by it [rql.token] [secrets.nowhere]', async () => {
    const server = await startServer();
    const credential = server.credentials[SAMPLE.client] ?? 'missing';
    const queries = queriesWith(credential);
    for (const query of queries) await getRaw(server, `${TOKENS}?${query}`, 'otherClient');
    expect(server.log().match(/"request"/g)?.length).toBeGreaterThanOrEqual(queries.length - 1);
    expect(server.log()).not.toContain(credential.slice(18, 30));
  });
});
