import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from './config.ts';
import { createServer } from './index.ts';
import { losingAddress } from './testing/postgres/addresses.ts';
import { emptyDatabase, testKeys } from './testing/postgres/databases.ts';
import { startStandby } from './testing/postgres/replica.ts';
import { freePort, PASSWORD, removePostgres, startPostgres } from './testing/postgres/server.ts';
import { TOKENS } from './testing/query.ts';
import { startServer } from './testing/server.ts';

const PATIENCE = { timeout: 60_000 };

/** The same database at several ports. */
function at(databaseUrl: string, ports: readonly number[], query = ''): string {
  const { host, href } = new URL(databaseUrl);
  return `${href.replace(`@${host}`, `@${ports.map((port) => `127.0.0.1:${port}`).join(',')}`)}${query}`;
}

async function serverAt(databaseUrl: string, tokenKeys = testKeys()) {
  const server = await startServer({
    databaseUrl: readConfig({ DATABASE_URL: databaseUrl }).databaseUrl,
    tokenKeys,
  });
  const status = async (method: string, path: string, body?: object) =>
    (await server.call(method, path, { as: 'client', ...(body && { body }) })).status;
  const create = () => status('POST', TOKENS, { name: 'x' });
  return { server, status, create };
}

describe('a URL with several hosts', () => {
  it('is of the first that answers', async () => {
    const url = await emptyDatabase();
    const port = Number(new URL(url).port);
    const silent = await losingAddress(port);
    silent.lose(true);
    const { create, server } = await serverAt(at(url, [await freePort(), silent.port, port]));
    expect(await create()).toBe(201);
    expect(server.log()).not.toContain('the database cannot be used');
  });

  it('is of the next one where a network loses the one before, and of that again only when the next one is lost', async () => {
    const url = await emptyDatabase();
    const port = Number(new URL(url).port);
    const [first, second] = [await losingAddress(port), await losingAddress(port)];
    const { create, status } = await serverAt(at(url, [first.port, second.port]));
    expect(await create()).toBe(201);
    first.lose(true);
    await expect.poll(create, PATIENCE).toBe(201);
    first.lose(false);
    expect([await create(), await create()]).toEqual([201, 201]);
    second.lose(true);
    await expect.poll(create, PATIENCE).toBe(201);
    first.lose(true);
    expect([await create(), await status('GET', '/readyz')]).toEqual([503, 503]);
  });

  it('is of the one that can be written, unless any will do', async () => {
    const primary = await startPostgres();
    onTestFinished(() => removePostgres(primary));
    const url = primary.urlOf('postgres');
    const tokenKeys = testKeys();
    const standby = await startStandby(primary);
    onTestFinished(() => removePostgres(standby));
    const ports = [standby.port, primary.port];
    const { create } = await serverAt(at(url, ports), tokenKeys);
    expect(await create()).toBe(201);
    for (const query of ['?target_session_attrs=read-write', '?target_session_attrs=primary']) {
      const { status } = await serverAt(at(url, ports, query), tokenKeys);
      expect(await status('GET', '/readyz')).toBe(200);
    }
    const any = await serverAt(at(url, ports, '?target_session_attrs=any'), tokenKeys);
    expect(await any.status('GET', '/readyz')).toBe(503);
    expect(any.server.log()).toMatch(/it is read-only, as a standby is/);
    await primary.crash();
    const missing = await createServer({ databaseUrl: at(url, ports), tokenKeys: testKeys() }).catch(String);
    expect(missing).toContain(
      `No host of the database at 127.0.0.1:${standby.port},127.0.0.1:${primary.port}/postgres`,
    );
    expect(missing).toMatch(/it is read-only.*target_session_attrs is read-write.*it cannot be reached.*ECONNREFUSED/);
    expect(missing).not.toContain(PASSWORD);
  });

  it('says where it is wrong', () => {
    const read = (rest: string) => () => readConfig({ DATABASE_URL: `postgres://u:secret@${rest}` });
    expect(read('[::1]:5432,b/x?connect_timeout=3')).not.toThrow();
    for (const [rest, expected] of [
      ['a,/x', 'has a comma without a host'],
      ['a:5432,b:54321x/x', 'is no URL.*a port is a number'],
      ['a,b/x?target_session_attrs=standby', 'has target_session_attrs that are none of read-write, primary, any'],
      ['a,b/x?targetServerType=primary', 'has targetServerType, which is not known here'],
      ['a/x?host=a,b', 'has several hosts behind the question mark'],
    ] as const) {
      expect(read(rest)).toThrow(new RegExp(`DATABASE_URL must be postgres://.*; this one ${expected}`));
      expect(read(rest)).not.toThrow(/secret/);
    }
  });
});
