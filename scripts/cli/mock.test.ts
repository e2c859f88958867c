import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';

const MAIN = new URL('./mock.ts', import.meta.url).pathname;
const TOKEN = 'idt:TKN-0000-0001:0123456789abcdefghijklmnopqrstuvwxyz';

function start(environment: Record<string, string>) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [MAIN], { env: { PATH, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function firstOutput(child: ChildProcess): Promise<string> {
  const [chunk] = await once(child.stdout as NodeJS.ReadableStream, 'data');
  return String(chunk);
}

describe('npm run mock', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'says where it listens, works in production, stops on %s',
    async (signal) => {
      const child = start({ PORT: '0', NODE_ENV: 'production' });
      const greeting = await firstOutput(child);
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(greeting)?.[0];
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
      expect(await once(child, 'exit')).toEqual([0, null]);
    },
  );

  test('its logs are for who asks, and show no credential', async () => {
    const child = start({ PORT: '0', LOG_LEVEL: 'trace' });
    const greeting = await firstOutput(child);
    const log = text(child.stdout as NodeJS.ReadableStream);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(greeting)?.[0];
    await fetch(`${url}/public/v1/accounts/api-tokens?token=${TOKEN}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'ERP connector', token: TOKEN }),
    });
    await fetch(`${url}/public/v1/accounts/api-tokens/${encodeURIComponent(TOKEN)}`, {
      headers: { Authorization: `Bearer ${TOKEN}` },
    });
    child.kill('SIGTERM');
    expect(await log).toContain('PRISM');
    expect(await log).not.toContain('0123456789abc');
  });

  test('a wrong configuration is told whole', async () => {
    const child = start({ PORT: '70000', HOST: 'http://x', LOG_LEVEL: 'loud' });
    const [told, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(code).toBe(1);
    expect(told.trim().split('\n')).toEqual([
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
    const child = start({ PORT: String(port) });
    const [told, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(code).toBe(1);
    expect(told).toMatch(new RegExp(`^Port ${port} of 127\\.0\\.0\\.1 is in use: [^\\n]+\\n$`));
  });
});
