import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SAMPLE, temporaryFolder } from '../../server/testing/server.ts';
import { startCommand } from './testing.ts';

const TOKEN = 'idt:TKN-0000-0001:0123456789abcdefghijklmnopqrstuvwxyz';

const start = (environment: object, words: string[] = []) => startCommand('mock', words, environment);

/** The whole greeting, and the origin in it. */
const GREETING = /(http:\/\/127\.0\.0\.1:\d+).*(unknown-module'|reset)\n/s;

describe('npm run mock', () => {
  test.each([
    ['SIGINT', [], 3],
    ['SIGTERM', ['--examples'], 2],
  ] as const)('says where it listens, works in production, stops on %s: %j', async (signal, words, commands) => {
    const { child, says, ended } = start({ PORT: '0', NODE_ENV: 'production' }, [...words]);
    const [greeting, url] = await says(GREETING);
    const create = (prefer: string) =>
      fetch(`${url}/public/v1/accounts/api-tokens`, {
        method: 'POST',
        headers: {
          Authorization: 'Bearer any',
          'Content-Type': 'application/json',
          ...(prefer && { Prefer: prefer }),
        },
        body: '{"name":"ERP connector"}',
      });
    expect((await create('')).status).toBe(201);
    expect((await create('code=400, example=unknown-module')).status).toBe(400);
    expect(greeting.match(/curl .*api-tokens/g)).toHaveLength(commands);
    child.kill(signal);
    expect((await ended).code).toBe(0);
  });

  test('its logs are for who asks, and show no credential', async () => {
    const { child, says, ended } = start({ PORT: '0', LOG_LEVEL: 'trace' }, ['--examples']);
    const [, url] = await says(GREETING);
    await fetch(`${url}/public/v1/accounts/api-tokens?token=${TOKEN}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'ERP connector', token: TOKEN }),
    });
    await fetch(`${url}/public/v1/accounts/api-tokens/${encodeURIComponent(TOKEN)}`, {
      headers: { Authorization: `Bearer ${TOKEN}` },
    });
    child.kill('SIGTERM');
    const { out } = await ended;
    expect(out).toContain('PRISM');
    expect(out).not.toContain('0123456789abc');
  });

  test('begins as it is told to, and goes on with what it had when it stopped', async () => {
    const folder = await temporaryFolder();
    const [state, credentials] = [join(folder, 'state.json'), join(folder, 'credentials.json')];
    const words = ['--state', state, '--clock', '2031-05-01T12:00:00Z', '--next', 'createApiToken=429,cut', '--strict'];
    const first = start({ PORT: '0', CREDENTIALS_FILE: credentials }, words);
    const [, url] = await first.says(GREETING);
    const { [SAMPLE.operations]: credential } = JSON.parse(await readFile(credentials, 'utf8'));
    const create = (at: string | undefined, as = credential) =>
      fetch(`${at}/public/v1/accounts/api-tokens`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${as}`, 'Content-Type': 'application/json' },
        body: '{"name":"Kept"}',
      });
    expect((await create(url, 'any')).status).toBe(401);
    expect((await create(url)).status).toBe(429);
    await expect(create(url)).rejects.toThrow();
    const created = await (await create(url)).json();
    expect(created.audit.created.at).toMatch(/^2031-05-01T12:/);
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
    const second = start({ PORT: '0' }, ['--state', state]);
    const [, again] = await second.says(GREETING);
    const found = await fetch(`${again}/public/v1/accounts/api-tokens/${created.id}`, {
      headers: { Authorization: 'Bearer any' },
    });
    expect((await found.json()).token).toBe(created.token);
  });

  test.each([
    [['--latency', 'long'], '--latency must be milliseconds, such as 200 or 100-800.'],
    [['--error-share', '2'], '--error-share must be a number from 0 to 1.'],
    [['--clock', 'noon'], '--clock must be a point in time, such as 2026-06-22T12:00:00Z.'],
    [['--next', 'createApiToken'], '--next must be like createApiToken=429,429,500 (a status, or cut).'],
    [['--examples', '--strict'], '--strict: of the sandbox, so neither with --examples nor with --proxy.'],
  ])('%j is told what is right', async (words, message) => {
    const { problems, code } = await start({ PORT: '0' }, words).ended;
    expect([code, problems.split('\n')[0]]).toEqual([2, message]);
  });

  test('a status that the operation does not have is told with those that it has', async () => {
    const { problems, code } = await start({ PORT: '0' }, ['--next', 'createApiToken=404']).ended;
    expect(code).toBe(1);
    expect(problems).toContain('createApiToken[0].status must be 201, 400, 401');
  });

  test('a wrong configuration is told whole', async () => {
    const { problems, code } = await start({ PORT: '70000', HOST: 'http://x', LOG_LEVEL: 'loud' }).ended;
    expect(code).toBe(1);
    expect(problems.trim().split('\n')).toEqual([
      'The configuration is not valid:',
      '  HOST must be a host name or an IP address, such as 127.0.0.1',
      '  PORT must be a port from 0 (any free one) to 65535',
      '  LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent',
    ]);
  });

  test('a port in use is told in a sentence', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { port } = other.address() as { port: number };
    const { problems, code } = await start({ PORT: String(port) }).ended;
    expect(code).toBe(1);
    expect(problems).toMatch(new RegExp(`^Port ${port} of 127\\.0\\.0\\.1 is in use: [^\\n]+\\n$`));
  });
});
