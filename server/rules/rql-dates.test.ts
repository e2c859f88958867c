import { afterAll, describe, expect, it } from 'vitest';
import { listedIds, queryErrors } from '../testing/query.ts';
import { addTokens } from '../testing/rows.ts';
import { startServer } from '../testing/server.ts';

const server = await startServer({}, afterAll);

const at = (iso: string) => ({ at: Date.parse(iso) });
const rows: [string, string, string, number][] = [
  ['midnight', '2026-01-31T00:00:00.000Z', '2026-01-31T00:00:00.000Z', 1],
  ['morning', '2026-01-31T09:30:00.123Z', '2026-01-31T09:30:00.124Z', 2],
  ['later', '2026-01-31T09:30:00.124Z', '2026-02-01T00:00:00.000Z', 10],
  ['leap', '2024-02-29T12:00:00.000Z', '2024-02-29T12:00:00.000Z', 3],
  ['early', '1969-12-31T23:59:59.999Z', '2026-01-01T00:00:00.000Z', 4],
];
await addTokens(
  server,
  rows.map(([name, created, updated, revision], n) => ({
    id: `TKN-9000-000${n}`,
    name,
    revision,
    audit: { created: at(created), updated: at(updated), ...(name === 'later' && { disabled: at(updated) }) },
    lastAccessAt: name === 'leap' ? Date.parse(created) : null,
  })),
);

async function matching(query: string): Promise<string[]> {
  const ids = await listedIds(server, `like(id,TKN-9000-*)&${query}&order=id`);
  return ids.map((id) => rows[Number(id.slice(-1))]?.[0] ?? id);
}

describe('dates', () => {
  it.each<[string, string[]]>([
    ['eq(audit.created.at,2026-01-31T09:30:00.123Z)', ['morning']],
    ['eq(audit.created.at,"2026-01-31T09:30:00.123Z")', ['morning']],
    ["eq(audit.created.at,'2026-01-31T09:30:00.123Z')", ['morning']],
    ['audit.created.at=2026-01-31T09:30:00.123Z', ['morning']],
    ['eq(audit.created.at,2026-01-31T09:30:00.1239999999Z)', ['morning']],
    ['eq(audit.created.at,2026-01-31T09:30:00.123)', ['morning']],
    ['eq(audit.created.at,2026-01-31T10:30:00.123+01:00)', ['morning']],
    ['eq(audit.created.at,2026-01-31T10:30:00.123%2B01:00)', ['morning']],
    ['eq(audit.created.at,2026-01-31T04:00:00.123-05:30)', ['morning']],
    ['eq(audit.created.at,2026-01-31)', ['midnight']],
    ['eq(audit.created.at,"2026-01-31")', ['midnight']],
    ['eq(audit.created.at,2026-01-31T00:00Z)', ['midnight']],
    ['eq(audit.created.at,2026-01-31T00:00:00Z)', ['midnight']],
    ['eq(audit.created.at,2026-01-31t00:00:00.0z)', ['midnight']],
    ['eq(audit.created.at,2024-02-29T12:00:00)', ['leap']],
    ['eq(audit.created.at,1969-12-31T23:59:59.999Z)', ['early']],
    ['gt(audit.created.at,2026-01-31T09:30:00.123)', ['later']],
    ['ge(audit.created.at,2026-01-31T09:30:00.123)', ['morning', 'later']],
    ['gt(audit.created.at,2026-01-31T09:30:00.1229Z)', ['morning', 'later']],
    ['lt(audit.created.at,2026-01-31)', ['leap', 'early']],
    ['le(audit.created.at,2026-01-31)', ['midnight', 'leap', 'early']],
    ['in(audit.created.at,(2026-01-31,2024-02-29T12:00:00Z))', ['midnight', 'leap']],
    ['gt(audit.updated.at,audit.created.at)', ['morning', 'later', 'early']],
    ['eq(audit.updated.at,audit.created.at)', ['midnight', 'leap']],
    ['ne(audit.disabled.at,2026-02-02)', ['later']],
    ['audit.disabled.at=null()', ['midnight', 'morning', 'leap', 'early']],
    ['ne(lastAccessAt,null())', ['leap']],
    ['lt(lastAccessAt,2030-01-01)', ['leap']],
  ])('are ISO, to the millisecond, UTC without a zone: %s [rql.dates]', async (query, expected) => {
    expect(await matching(query)).toEqual(expected);
  });

  it.each([
    '2026-02-29',
    '2026-02-30T00:00:00Z',
    '2026-13-01',
    '2026-00-10',
    '2026-01-32',
    '2026-01-31T24:00:00Z',
    '2026-01-31T09:60:00Z',
    '2026-01-31T09:30:00%2B25:00',
    '2026-01-31T09:30:00+0100',
    '31.01.2026',
    '20260131',
    '1769850000',
    'yesterday',
    'empty()',
    '""',
  ])('that do not exist or convert are 400: %s [rql.dates]', async (value) => {
    for (const query of [
      `eq(audit.created.at,${value})`,
      `gt(lastAccessAt,${value})`,
      `in(audit.updated.at,(${value}))`,
    ]) {
      expect(await queryErrors(server, query)).toEqual({
        filter: [expect.stringMatching(/^column \d+: expected a date and time as in .*, or a date$/)],
      });
    }
  });
});

describe('numbers', () => {
  it.each<[string, string[]]>([
    ['revision=10', ['later']],
    ['eq(revision,"2")', ['morning']],
    ['eq(revision,2.0)', ['morning']],
    ['gt(revision,3)', ['later', 'early']],
    ['lt(revision,10)', ['midnight', 'morning', 'leap', 'early']],
    ['le(revision,2.5)', ['midnight', 'morning']],
    ['in(revision,(1,3))', ['midnight', 'leap']],
    ['eq(revision,-1)', []],
    ['eq(revision,9007199254740993)', []],
    ['lt(revision,1e300)', ['midnight', 'morning', 'later', 'leap', 'early']],
  ])('are compared as numbers: %s [rql.joined]', async (query, expected) => {
    expect(await matching(query)).toEqual(expected);
  });

  it.each(['three', '0x1', '', '1,2', 'NaN', 'Infinity', '1e999', 'true'])(
    'that do not convert are 400: %s [rql.dates] [rql.errors]',
    async (value) => {
      const errors = await queryErrors(server, `eq(revision,${value})`);
      expect(errors).toEqual({ filter: [expect.stringMatching(/^column 1[34567]: expected /)] });
    },
  );
});
