/** What the description of the contract shows a newcomer is true: its table and its filters; its commands are in commands.test.ts. */
import { afterAll, describe, expect, it, test } from 'vitest';
import { listedIds, TOKENS } from '../../testing/query.ts';
import { permissionsSeed, seedFile } from '../../testing/seeds.ts';
import { startServer } from '../../testing/server.ts';

/** Whom the examples of filters ask, and nobody changes. */
const sample = await startServer({}, afterAll);
const server = await startServer({ seedFile: await seedFile(permissionsSeed(), afterAll) }, afterAll);
const description: string = (await server.call('GET', '/public/v1/openapi.json')).body.info.description;

/** The parts of the description that match, each the first group of it. Throws where there is none. */
function found(pattern: RegExp): string[] {
  const parts = [...description.matchAll(pattern)].map(([, part = '']) => part);
  if (parts.length === 0) throw new Error(`The description has nothing that matches ${pattern}.`);
  return parts;
}

describe('the table of who may do what', () => {
  /** The callers of the rows and the tokens of the columns, by what they are in the seed. */
  const ROWS = ['TKN-9000-0004', 'TKN-9000-0001', 'TKN-9000-0002', 'TKN-9000-0003'];
  const COLUMNS = [['TKN-1671-0642'], ['TKN-3803-0001', 'TKN-5263-0001'], ['TKN-9000-0005']];
  const [, , ...rows] = found(/^(\|.*\|)$/gm).map((row) => row.split('|').slice(2, -1));
  const cells = rows.flatMap((row, index) =>
    row.flatMap((cell, column) =>
      (COLUMNS[column] ?? []).map((id) => ({ caller: ROWS[index], id, cell: cell.trim() })),
    ),
  );

  it('has a caller for every row and a token for every column', () => {
    expect(rows.map((row) => row.length)).toEqual(ROWS.map(() => COLUMNS.length));
  });

  test.each(cells)('$caller and $id: $cell', async ({ caller = '', id, cell }) => {
    const as = { credential: server.credentials[caller] ?? '' };
    const one = await server.call('GET', `${TOKENS}/${id}`, { as });
    expect(one.status).toBe(cell === 'all' ? 200 : Number(/^`(\d{3})`/.exec(cell)?.[1]));
    const list = await server.call('GET', `${TOKENS}?eq(id,${id})`, { as });
    expect(list.status).toBe(one.status === 403 ? 403 : 200);
    if (list.status === 200) expect(list.body.data).toHaveLength(one.status === 200 ? 1 : 0);
  });
});

describe('the examples of filters', () => {
  const [OPERATIONS, MONITOR, VENDOR, SYNC] = ['TKN-1671-0642', 'TKN-1671-0700', 'TKN-5263-0001', 'TKN-5263-0002'];
  const [CLIENT, OLD, DELETED, OTHER] = ['TKN-3803-0001', 'TKN-3803-0002', 'TKN-3803-0003', 'TKN-7715-0001'];
  const ACTIVE = [OPERATIONS, MONITOR, CLIENT, VENDOR, SYNC, OTHER];
  const ALL = [OPERATIONS, MONITOR, CLIENT, OLD, DELETED, VENDOR, SYNC, OTHER];

  /** What each finds in the sample data, in its order. */
  const FINDS: Record<string, string[]> = {
    'status=Active': ACTIVE,
    'eq(status,Active)&order=-name&limit=10': [MONITOR, OPERATIONS, VENDOR, CLIENT, SYNC, OTHER],
    'ilike(name,*ADMIN*)': [CLIENT, VENDOR, OTHER],
    'in(status,(Active,Disabled))': ALL.filter((id) => id !== DELETED),
    'eq(account.id,ACC-3803-7263)': [CLIENT, OLD, DELETED],
    'eq(status,Active)&ne(account.type,Client)': [OPERATIONS, MONITOR, VENDOR, SYNC],
    'like(name,Order*)|like(name,*sync)': [MONITOR, SYNC],
    'ge(audit.created.at,2024-01-01)': ALL,
    'eq(lastAccessAt,null())': ALL.filter((id) => id !== OPERATIONS),
    "like(description,'*orders;*')": [MONITOR],
    "any(modules,eq(name,'Order+Management'))": [MONITOR, OLD, SYNC, OTHER],
    'any(modules,and(like(name,*Management),ne(id,MOD-1756)))': [OPERATIONS, MONITOR, OLD, SYNC, OTHER],
    'eq(account.externalId,WW-1003803)': [CLIENT, OLD, DELETED],
    'any(modules,eq(code,access-management))': [OPERATIONS, CLIENT, VENDOR, OTHER],
    'not(any(modules))': [DELETED],
    'any(modules)&all(modules,in(id,(MOD-3307,MOD-4411)))': [MONITOR, OLD, SYNC],
    'eq(audit.updated.at,audit.created.at)': ALL,
    'eq(status,Active)&(eq(account.type,Operations)|any(modules,eq(id,MOD-3307)))&select=-*,+id,+name&order=account.name,-name':
      [MONITOR, OPERATIONS, SYNC],
  };
  const examples = found(/^- `\?([^`]+)`:/gm);

  test.each(examples)('%s', async (query) => {
    // The caller's own use is written a moment after it asked.
    await expect.poll(() => listedIds(sample, query)).toEqual(FINDS[query]);
  });

  it('are a dozen and more, each with what it finds', () => {
    expect(examples.length).toBeGreaterThanOrEqual(12);
    expect(Object.keys(FINDS)).toEqual(examples);
  });
});
