import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { assertAlike, differenceOf, type Shape, shape } from './alike.ts';
import { Bench } from './bench.ts';
import { load } from './load.ts';
import { operationsOf } from './requests.ts';
import { SIDES, type Side } from './server.ts';

const TOKENS = 200;

/** On whatever cores there are. */
const OPTIONS = { isQuick: true, cores: { server: undefined, two: undefined, all: undefined, note: '' }, tell() {} };

describe('the sides of the bench', () => {
  test('do the same, with the same database', async () => {
    await Bench.run(OPTIONS, async (bench) => {
      const sides = Object.keys(SIDES) as Side[];
      const servers = await Promise.all(sides.map((side) => bench.start(side, TOKENS)));
      await expect(assertAlike(servers, await bench.databases.ids(TOKENS))).resolves.toBeUndefined();
    });
  });

  test('are named where one of them answers otherwise', async () => {
    await Bench.run(OPTIONS, async (bench) => {
      const ids = await bench.databases.ids(TOKENS);
      const folder = await bench.databases.copy(TOKENS);
      const database = new DatabaseSync(`${folder}/tokens.db`);
      database.prepare('update tokens set name = ? where id = ?').run('Another name', ids[0] ?? '');
      database.close();
      const servers = [await bench.start('raw', TOKENS), await bench.startIn('fastify', folder)];
      const alike = assertAlike(servers, ids);
      await expect(alike).rejects.toThrow(/to get, fastify answers otherwise than raw: .*Another name.* instead of /);
      await expect(alike).rejects.not.toThrow(/idt:/);
    });
  });

  test('leave the same rows behind for a create', async () => {
    await Bench.run(OPTIONS, async (bench) => {
      const ids = await bench.databases.ids(TOKENS);
      const left = async (side: Side) => {
        const folder = await bench.databases.copy(TOKENS);
        const server = await bench.startIn(side, folder);
        const before = rowsOf(folder);
        await load(server, operationsOf(server, ids).create, { connections: 1, most: 3 });
        const after = rowsOf(folder);
        return Object.fromEntries(Object.entries(after).map(([table, rows]) => [table, rows - (before[table] ?? 0)]));
      };
      const own = await left('this server');
      expect(own).toMatchObject({ tokens: 3, token_modules: 6, audit_trail: 3 });
      for (const peer of ['raw', 'fastify', 'README stack'] as const) {
        expect(await left(peer), peer).toEqual(own);
      }
    });
  });

  test('serve 200 operations more where they are to', async () => {
    await Bench.run(OPTIONS, async (bench) => {
      const [own, larger] = await Promise.all(
        (['this server', 'this server, 200 more operations'] as const).map(async (side) => {
          const { url } = await bench.start(side, TOKENS);
          const { paths } = await (await fetch(`${url}/public/v1/openapi.json`)).json();
          return Object.values<object>(paths)
            .flatMap(Object.values)
            .filter(({ operationId }) => operationId).length;
        }),
      );
      expect(larger).toBe(Number(own) + 200);
    });
  });
});

/** How many rows each table of a database has. */
function rowsOf(folder: string): Record<string, number> {
  const database = new DatabaseSync(`${folder}/tokens.db`, { readOnly: true });
  const tables = database.prepare("select name from sqlite_schema where type = 'table'").all();
  const rows = tables.map(({ name }) => {
    const counted = database.prepare(`select count(*) as rows from "${name}"`).get();
    return [name, Number(counted?.rows)];
  });
  database.close();
  return Object.fromEntries(rows);
}

describe('two answers', () => {
  const one: Shape = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"a":1,"b":2}' };

  test('are alike in whatever order their members are', () => {
    expect(differenceOf(one, { ...one, body: '{"b":2,"a":1}' })).toBeUndefined();
  });

  test.each<[string, Partial<Shape>]>([
    ['500 instead of 200', { status: 500 }],
    ['headers {} instead of {"content-type":"application/json"}', { headers: {} }],
    [String.raw`from character 5 on, "2,\"b\":2}" instead of "1,\"b\":2}"`, { body: '{"a":2,"b":2}' }],
    ['from character 12 on', { body: '{"a":1,"b":2 }' }],
  ])('differ: %s', (difference, change) => {
    expect(differenceOf(one, { ...one, ...change })).toContain(difference);
  });

  test('of a create are alike but for what each has of its own', () => {
    const created = (id: string, secret: string, time: string) =>
      shape(
        {
          status: 201,
          head: `HTTP/1.1 201 Created\r\nLocation: /public/v1/accounts/api-tokens/${id}\r\nDate: now`,
          body: Buffer.from(JSON.stringify({ id, token: `idt:${id}:${secret}`, at: time, href: `/x/${id}` })),
        },
        true,
      );
    const first = created('TKN-1111-2222', 'abc', '2026-01-01T00:00:00.000Z');
    expect(first).toEqual(created('TKN-3333-4444', 'xyz', '2026-01-01T00:00:01.000Z'));
    expect(first.headers).toEqual({ location: '/public/v1/accounts/api-tokens/[id]' });
  });
});
