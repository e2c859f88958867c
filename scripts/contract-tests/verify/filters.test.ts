import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holds, type Row, render, type Tree } from '../../../server/core/query/model.ts';
import { ACCOUNTS, SAMPLE, startServer, type TestServer } from '../../../server/testing/server.ts';
import { filtersFor } from './filters.ts';
import { TOKENS } from './roles.ts';
import { tokenFields, tokenRow } from './rows.ts';

let server: TestServer;
let token: Record<string, unknown>;
beforeAll(async () => {
  server = await startServer({}, afterAll);
  const created = await server.call('POST', TOKENS, {
    as: 'operations',
    body: {
      name: 'All of it',
      description: 'D',
      icon: '/i',
      account: { id: ACCOUNTS.operations },
      modules: [{ id: 'MOD-1756' }],
      extensions: [{ id: 'EXT-0001' }, { id: 'EXT-0002' }],
    },
  });
  expect(created.status, created.text).toBe(201);
  const path = `${TOKENS}/${created.body.id}`;
  await server.call('GET', '/public/v1/accounts/accounts', { as: { credential: created.body.token } });
  await server.call('POST', `${path}/disable`, { as: 'operations' });
  await server.call('POST', `${path}/enable`, { as: 'operations' });
  await server.call('DELETE', path, { as: 'operations' });
  token = (await server.call('GET', `${path}?select=%2Baudit`, { as: 'operations' })).body;
});

describe('the row of a token', () => {
  test('has each field by its path, timestamps as numbers, collections as rows', () => {
    const row = tokenRow(token);
    const paths = Object.entries(tokenFields).filter(([path, { type }]) => type !== 'object' && !path.includes('[]'));
    expect(Object.keys(row).sort()).toEqual(paths.map(([path]) => path).sort());
    expect(row).toMatchObject({ id: token.id, name: 'All of it', description: 'D', icon: '/i', status: 'Deleted' });
    expect(row['account.id']).toBe(ACCOUNTS.operations);
    for (const [path, { type }] of paths) {
      if (type === 'timestamp' && row[path] !== null) expect(row[path], path).toBeTypeOf('number');
    }
    expect(row['audit.deleted.at']).toBeGreaterThan(Number(row['audit.created.at']));
    expect(row.extensions).toMatchObject([{ id: 'EXT-0001' }, { id: 'EXT-0002' }]);
  });

  test('finds a key that has a dot in it', () => {
    const [module] = tokenRow(token).modules as Row[];
    expect(module?.['filters.group.buyers']).toEqual([{ 'self()': 'all' }]);
    const literal = tokenRow({ modules: [{ filters: { 'group.buyers': ['a', 'b'] } }] }).modules as Row[];
    expect(literal[0]?.['filters.group.buyers']).toEqual([{ 'self()': 'a' }, { 'self()': 'b' }]);
    // Nested objects of the same names are another thing.
    const nested = tokenRow({ modules: [{ filters: { group: { other: ['a'] } } }] }).modules as Row[];
    expect(nested[0]?.['filters.group.buyers']).toEqual([]);
  });

  test('has null for what is not there', () => {
    const row = tokenRow({ id: 'TKN-1' });
    expect(row).toMatchObject({ id: 'TKN-1', name: null, 'account.id': null, 'audit.created.at': null, modules: [] });
  });
});

describe('filters', () => {
  const rows = () => [tokenRow(token), tokenRow({ id: 'TKN-0', name: "it's", status: 'Active', revision: 2 })];

  function* parts(tree: Tree): Generator<Tree> {
    yield tree;
    const inner = 'terms' in tree ? tree.terms : 'term' in tree ? [tree.term] : [];
    for (const term of inner) yield* parts(term);
  }

  test('are of every operator and every field that can be compared', () => {
    const trees = fc.sample(filtersFor(rows()), { numRuns: 3000, seed: 1 }).flatMap((tree) => [...parts(tree)]);
    const operators = new Set(trees.map(({ op }) => op));
    expect([...operators].sort()).toEqual(
      'all and any eq ge gt hasValue ilike in isNull le like lt ne not or out some'.split(' '),
    );
    const comparable = Object.entries(tokenFields).flatMap(([path, { type, sensitive }]) =>
      type === 'object' || sensitive || path.includes('[]') ? [] : [path],
    );
    const used = new Set(trees.flatMap((tree) => ('field' in tree ? [tree.field] : [])));
    expect(comparable.filter((path) => !used.has(path))).toEqual([]);
    // A credential is in no filter.
    expect(used.has('token')).toBe(false);
  });

  test('hold for some rows and not for others', () => {
    const all = rows();
    const counts = fc
      .sample(filtersFor(all), { numRuns: 1000, seed: 2 })
      .map((tree) => all.filter((row) => holds(tree, row)).length);
    for (const count of [0, 1, 2]) expect(counts.filter((other) => other === count).length).toBeGreaterThan(20);
  });

  test('are understood by the server', async () => {
    const filters = fc.sample(filtersFor(rows()), { numRuns: 200, seed: 3 });
    const credential = server.credentials[SAMPLE.operations] ?? '';
    for (const tree of filters) {
      const { status, text } = await server.call('GET', `${TOKENS}?limit=0&${encodeURIComponent(render(tree))}`, {
        as: { credential },
      });
      expect(status, `${render(tree)} ${text}`).toBe(200);
    }
  });

  test('can be made of no rows', () => {
    expect(fc.sample(filtersFor([]), { numRuns: 100, seed: 4 })).toHaveLength(100);
  });
});
