import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fields } from '../../generated/fields.ts';
import type { TokenRecord } from '../core/ports/store.ts';
import { parseListQuery } from '../core/query/list-query.ts';
import { fold, foldPattern, matchesPattern, parsePattern } from '../core/query/text.ts';
import { tokenRow } from '../testing/rows.ts';
import { ACCOUNTS, openIndexed } from './testing.ts';

const TEXTS = [
  ...['erp', 'ERP connector', 'my Erp', 'erp sync ERP', 'e r p', 'er', 'e', '', 'xerpx', 'eerrpp', 'E\u0301RP'],
  ...['say "erp"', "it's erp", '100%_erp', '[erp]', '[e]rp', 'e?rp', 'e\\rp', 'erp\\', 'e*rp', 'erp^-]', 'ＥＲＰ'],
  ...['Straße', 'STRASSE', 'STRAẞE', 'strasse', 'İİİ', 'i̇i̇i̇', 'iii', 'ΟΔΟΣ', 'οδος', 'ﬁﬁ', 'fifi', 'ǅǅǅ'],
  ...['😀👍😀', '😀👍', '👍', '\ufffd\ufffd\ufffd', '\ufffe\ufffe\ufffe', '\uffff\uffff\uffff', '\ufffd\ufffe\uffff'],
  // The index looks for the beginning of a long piece.
  ...[`${'erp'.repeat(30)}a`, `${'erp'.repeat(30)}b`],
];

/** With one letter, two, three and more, which is where the index begins to help. */
const PIECES = [
  ...['', 'e', 'er', 'rp', 'erp', 'ERP', 'erpx', 'e r', 'sync erp', 'rp"', '"erp"', '"', "'", "it's", '%_e', '_', '%'],
  ...[
    '[',
    '[e',
    '[e]',
    '[erp]',
    '?',
    'e?r',
    '\\r',
    'e\\rp',
    '\\*',
    'e\\*rp',
    '^-]',
    ']',
    '-',
    'É',
    '\u0301',
    'e\u0301r',
  ],
  ...['ß', 'aß', 'asse', 'raẞe', 'İ', 'İİİ', 'i̇i', 'iii', 'σ', 'ΟΔΟΣ', 'δος', 'ﬁ', 'ﬁﬁ', 'ifi', 'ǆǆǆ'],
  ...[
    '😀',
    '👍😀',
    '😀👍😀',
    '\ufffd',
    '\ufffe',
    '\ufffd\ufffd',
    '\uffff\uffff\uffff',
    '\ufffe\ufffe\ufffe',
    '\ufffd\ufffe\uffff',
  ],
  ...[`${'erp'.repeat(30)}A`, 'erp'.repeat(21), `${'erp'.repeat(21)}e`],
];
const SHAPES = ['#', '#*', '*#', '*#*', '#*#', '*#*#', '#*#*', '*#*#*', 'e*#', 'erp*#*', '*#*RP'];

/** Everything is in the index, one half is, nothing is. */
describe.each([1, 24, 1000])('where an index takes in %i texts at once', (batch) => {
  it('the same are found as without it, with wildcards in any place [rql.like] [rql.ilike]', async () => {
    const { list } = await filled(
      batch,
      TEXTS.map((description) => ({ description })),
    );
    for (const piece of PIECES) {
      for (const shape of SHAPES) {
        const pattern = shape.replaceAll('#', () => piece);
        const parsed = parsePattern(pattern);
        const exact = TEXTS.filter((text) => matchesPattern(text, parsed));
        const alike = TEXTS.filter((text) => matchesPattern(fold(text), foldPattern(parsed)));
        expect(await list(`like(description,${quoted(pattern)})`), pattern).toEqual([exact, exact.length]);
        expect(await list(`ilike(description,${quoted(pattern)})`), pattern).toEqual([alike, alike.length]);
      }
    }
  });
});

it('an index takes in what was written once so many texts wait', async () => {
  const { store, connections } = await openIndexed(10);
  onTestFinished(() => store.close());
  const seen: unknown[] = [];
  for (let n = 1; n <= 21; n++) {
    const id = `TKN-0000-${String(n).padStart(4, '0')}`;
    await store.transaction(({ tokens }) => tokens.insert(tokenRow({ id, accountId: ACCOUNTS[0].id, name: 'export' })));
    const { rows } = await sql<{ found: number }>`
      select count(*) as found from token_texts where token_texts match 'name : "xpo"'`.execute(connections.reader);
    seen.push(rows[0]?.found);
  }
  expect(seen).toEqual([...Array(9).fill(0), ...Array(10).fill(10), 20, 20]);
});

describe('a page of what an index finds', () => {
  it.each([1, 100])(
    'is the same wherever in an order it is (%i at once) [list.total-order] [rql.ilike]',
    async (batch) => {
      const rows = Array.from({ length: 400 }, (_, n) => ({
        name: n < 150 ? `other ${n}` : `erp ${n}`,
        description: `erp ${(n * 7) % 400}`,
      }));
      const { list, stream } = await filled(batch, rows);
      for (const [field, word] of [
        ['name', 'other'],
        ['name', 'erp'],
        ['name', 'erp 39'],
        ['description', 'p 1'],
        ['name', 'rp 2'],
      ]) {
        const matching = rows.filter((row) => row[field as 'name'].includes(String(word)));
        for (const order of ['name', 'description', 'audit.created.at'] as const) {
          for (const sign of ['', '-']) {
            const sorted = [...matching];
            if (order !== 'audit.created.at') sorted.sort((one, other) => (one[order] < other[order] ? -1 : 1));
            if (sign === '-') sorted.reverse();
            const texts = sorted.map(({ description }) => description);
            for (const [limit, offset] of [
              [1, 0],
              [1, 7],
              [10, 0],
              [10, 90],
              [100, 0],
              [100, 200],
              [3, 249],
            ] as const) {
              const query = `ilike(${field},*${word}*)&order=${sign}${order}&limit=${limit}&offset=${offset}`;
              expect(await list(query), query).toEqual([texts.slice(offset, offset + limit), texts.length]);
              if (offset === 0) expect(await stream(query), query).toEqual(texts.slice(0, limit));
            }
          }
        }
      }
    },
  );
});

/** A store with tokens, and the descriptions and the total of its lists. */
async function filled(batch: number, rows: readonly Partial<TokenRecord>[]) {
  const { store } = await openIndexed(batch);
  onTestFinished(() => store.close());
  await store.transaction(async ({ tokens }) => {
    for (const [n, row] of rows.entries()) {
      const id = `TKN-0000-${String(n).padStart(4, '0')}`;
      const audit = { created: { at: n }, updated: { at: n } };
      await tokens.insert(tokenRow({ id, accountId: ACCOUNTS[0].id, audit, ...row }));
    }
  });
  const list = async (query: string) => {
    const { paging, ...asked } = parseListQuery(query, fields.apiTokens);
    const { items, total } = await store.tokens.list({ ...asked, ...paging }, () => []);
    return [items.map(({ description }) => description), total];
  };
  const stream = async (query: string) => {
    const { paging, ...asked } = parseListQuery(query, fields.apiTokens);
    const { pages } = await store.tokens.snapshot({ ...asked, limit: paging.limit }, () => []);
    const texts = [];
    for await (const page of pages()) texts.push(...page.map(({ record }) => record?.description));
    return texts;
  };
  return { list, stream };
}

/** Any text as a value; each kind of quotes stands in the other one. */
function quoted(text: string): string {
  const pieces = text.match(/"+|[^"]+/g) ?? [''];
  return encodeURIComponent(pieces.map((piece) => (piece.startsWith('"') ? `'${piece}'` : `"${piece}"`)).join(''));
}
