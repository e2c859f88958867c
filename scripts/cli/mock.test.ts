import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startCommand } from './testing.ts';

const TOKEN = 'idt:TKN-0000-0001:0123456789abcdefghijklmnopqrstuvwxyz';

const start = (environment: object) => startCommand('mock', [], environment);

/** The whole greeting, and the origin in it. */
const GREETING = /(http:\/\/127\.0\.0\.1:\d+).*unknown-module'\n/s;

describe('npm run mock', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'says where it listens, works in production, stops on %s',
    async (signal) => {
      const { child, says, ended } = start({ PORT: '0', NODE_ENV: 'production' });
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
      expect(greeting.match(/curl -i /g)).toHaveLength(2);
      child.kill(signal);
      expect((await ended).code).toBe(0);
    },
  );

  test('its logs are for who asks, and show no credential', async () => {
    const { child, says, ended } = start({ PORT: '0', LOG_LEVEL: 'trace' });
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
