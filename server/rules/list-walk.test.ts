import { describe, expect, it } from 'vitest';
import { listedIds, TOKENS } from '../testing/query.ts';
import { startServer, type TestServer } from '../testing/server.ts';

async function createSome(server: TestServer, count: number): Promise<string[]> {
  const create = () => server.call('POST', TOKENS, { as: 'client', body: { name: 'Meanwhile' } });
  return (await Promise.all(Array.from({ length: count }, create))).map(({ body }) => body.id);
}

async function walk(
  server: TestServer,
  limit: number,
  meanwhile: (page: number) => Promise<unknown>,
): Promise<string[]> {
  const seen: string[] = [];
  for (let page = 0; ; page++) {
    const [ids] = await Promise.all([
      listedIds(server, `limit=${limit}&offset=${seen.length}`, 'client'),
      meanwhile(page),
    ]);
    seen.push(...ids);
    if (ids.length < limit && page > 5) return seen;
  }
}

describe('a walk in the default order', () => {
  it('shows each token once, whatever is created meanwhile [list.walk] [list.default-order]', async () => {
    const server = await startServer();
    await createSome(server, 10);
    const during: string[] = [];
    const seen = await walk(server, 3, async (page) => {
      if (page < 12) during.push(...(await createSome(server, 4)));
    });
    expect(new Set(seen).size).toBe(seen.length);
    expect([...seen].sort()).toEqual(await listedIds(server, 'order=id', 'client').then((ids) => ids.slice(0, 100)));
    expect(during.every((id) => seen.includes(id))).toBe(true);
  });

  it('can be continued from the last one seen [list.walk] [rql.dates]', async () => {
    const server = await startServer();
    await createSome(server, 9);
    const seen: string[] = [];
    for (let bookmark = '1970-01-01'; ; ) {
      const query = `?gt(audit.created.at,${bookmark})&limit=2&select=audit`;
      const { body } = await server.call('GET', TOKENS + query, { as: 'client' });
      if (body.data.length === 0) break;
      seen.push(...body.data.map(({ id }: { id: string }) => id));
      bookmark = body.data.at(-1).audit.created.at;
      await createSome(server, seen.length < 8 ? 1 : 0);
    }
    expect(new Set(seen).size).toBe(seen.length);
  });
});
