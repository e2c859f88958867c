import fc, { type Arbitrary } from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { fields } from '../../generated/fields.ts';
import type { Store, TokenRecord } from '../core/ports/store.ts';
import { parseListQuery } from '../core/query/list-query.ts';
import { holds, type Row, render, type Sort, sorted, type Tree } from '../core/query/model.ts';
import { tokenRow } from '../testing/rows.ts';
import type { SqliteConnections } from './sqlite/index.ts';
import { ACCOUNTS, openIndexed } from './testing.ts';

const STATUSES = ['Active', 'Disabled', 'Deleted'] as const;

// Few words of few letters, so that texts have parts in common; those that trip case, patterns, quoting, and what an index
// reads as one letter.
const words = [
  ...['erp', 'Erp', 'rpe', 'SYNC', 'aaa', 'aSs', 'aß', 'ASẞ', 'é', 'É', 'e\u0301', 'ΣΑΣ', 'σας', 'Iİıi', 'ﬁ', 'ǅǆ'],
  ...[
    '%_%',
    '[a]',
    'a*b',
    '?',
    '^-',
    '\\a\\',
    '.',
    '\'"',
    '"q"',
    ' & ',
    '(),',
    '😀👍😀',
    '\ufffd\ufffe\uffff',
    '\ufffe\ufffe\ufffe',
    'ｚ',
  ],
];
const name = fc.array(fc.constantFrom(...words), { maxLength: 4 }).map((found) => found.join(''));

type Texts = Pick<TokenRecord, 'name' | 'description' | 'status'> & { account: number };
type Operation = { kind: 'insert' | 'change' | 'delete' | 'undone'; at: number } & Texts;
const operation: Arbitrary<Operation> = fc.record({
  kind: fc.constantFrom('insert', 'insert', 'insert', 'change', 'delete', 'undone'),
  at: fc.nat(),
  name,
  description: fc.option(name),
  status: fc.constantFrom(...STATUSES),
  account: fc.nat(ACCOUNTS.length - 1),
});

/** Parts of a text that is there, so that it is found, in any case, with wildcards between them, and seldom one letter more. */
const run = fc.record({ size: fc.constantFrom(1, 2, 3, 3, 4, 5, 6), gap: fc.nat(2) });
const like = fc.record({
  op: fc.constantFrom('like', 'ilike', 'ilike', 'ilike'),
  field: fc.constantFrom('name', 'name', 'description'),
  of: fc.nat(),
  skipped: fc.constantFrom(0, 0, 1, 2, 3, 5),
  runs: fc.oneof(fc.tuple(run), fc.tuple(run), fc.tuple(run, run)),
  write: fc.constantFrom('as it is', 'upper', 'lower'),
  more: fc.constantFrom(...Array(20).fill(''), 'a', 'é', '?', '\ufffe'),
});
type Like = typeof like extends Arbitrary<infer L> ? L : never;
const question = fc.record({
  likes: fc.oneof({ weight: 3, arbitrary: fc.tuple(like) }, fc.array(like, { minLength: 2, maxLength: 3 })),
  how: fc.constantFrom('and', 'or', 'or', 'not'),
  status: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom(...STATUSES)),
  order: fc.constantFrom('audit.created.at', 'name', 'description', 'id'),
  descending: fc.boolean(),
  limit: fc.integer({ min: 0, max: 12 }),
  offset: fc.nat(12),
});
type Question = typeof question extends Arbitrary<infer Q> ? Q : never;

it('whatever is written, names and descriptions are found by each part of them, and totals are those of the rows [rql.like] [rql.ilike] [list.total]', async () => {
  let [matched, searched] = [0, 0];
  const property = fc.asyncProperty(
    fc.integer({ min: 1, max: 9 }),
    fc.array(operation, { minLength: 25, maxLength: 50 }),
    fc.array(question, { minLength: 20, maxLength: 20 }),
    async (batch, operations, questions) => {
      const { store, connections } = await openIndexed(batch);
      const rows = await write(store, connections, operations);
      await expectWhole(connections);
      await expectTotals(store, rows);
      for (const asked of questions) {
        const tree = treeOf(asked, rows);
        const order: Sort[] = [{ field: asked.order, descending: asked.descending }];
        const query = `${encodeURIComponent(render(tree))}&order=${asked.descending ? '-' : ''}${asked.order}`;
        const parsed = parseListQuery(`${query}&limit=${asked.limit}&offset=${asked.offset}`, fields.apiTokens);
        const { items, total } = await store.tokens.list({ ...parsed, ...parsed.paging }, () => []);
        const expected = sorted(
          rows.filter((row) => holds(tree, row)),
          order,
        );
        const ids = expected.slice(asked.offset, asked.offset + asked.limit).map(({ id }) => id);
        expect([total, items.map(({ id }) => id)], render(tree)).toEqual([expected.length, ids]);
        matched += total > 0 ? 1 : 0;
        searched += 1;
      }
      await store.close();
    },
  );
  await fc.assert(property, { numRuns: 30 });
  expect(matched).toBeGreaterThan(searched / 3);
});

/** Does it all, and answers with the rows that there should be. */
async function write(store: Store, { writer }: SqliteConnections, operations: Operation[]): Promise<Row[]> {
  const tokens = new Map<string, TokenRecord>();
  for (const [created, { kind, at, account, ...texts }] of operations.entries()) {
    const id = `TKN-0000-${String(created).padStart(4, '0')}`;
    const audit = { created: { at: created }, updated: { at: created } };
    const token = tokenRow({ id, accountId: ACCOUNTS[account]?.id ?? '', ...texts, audit });
    const other = [...tokens.values()][at % Math.max(1, tokens.size)];
    if (kind === 'insert') {
      await store.transaction((all) => all.tokens.insert(token));
      tokens.set(id, token);
    } else if (kind === 'undone') {
      const undone = store.transaction(async (all) => {
        await all.tokens.insert(token);
        if (other) await all.tokens.update(other.id, { ...other, ...texts });
        throw new Error('no');
      });
      await expect(undone).rejects.toThrow('no');
    } else if (other && kind === 'change') {
      await store.transaction((all) => all.tokens.update(other.id, { ...other, ...texts }));
      tokens.set(other.id, { ...other, ...texts });
    } else if (other) {
      await sql`delete from tokens where id = ${other.id}`.execute(writer);
      tokens.delete(other.id);
    }
  }
  return Array.from(tokens.values(), (token) => ({
    ...{ id: token.id, name: token.name, description: token.description, status: token.status },
    'account.id': token.accountId,
    'account.type': ACCOUNTS.find(({ id }) => id === token.accountId)?.type ?? null,
    'audit.created.at': token.audit.created.at,
  }));
}

/** SQLite compares the index with the texts that it is of. */
async function expectWhole({ writer }: SqliteConnections): Promise<void> {
  await sql`insert into token_texts (token_texts, rank) values ('integrity-check', 1)`.execute(writer);
}

async function expectTotals(store: Store, rows: readonly Row[]): Promise<void> {
  const count = async (query: string) => {
    const { filter, order } = parseListQuery(query, fields.apiTokens);
    return (await store.tokens.list({ filter, order, limit: 0, offset: 0 }, () => [])).total;
  };
  const totalOf = (meets: (row: Row) => boolean) => rows.filter(meets).length;
  expect(await count('')).toBe(rows.length);
  expect(await count('in(account.type,(Vendor,Client))')).toBe(totalOf((row) => row['account.type'] !== 'Operations'));
  for (const status of STATUSES) {
    expect(await count(`eq(status,${status})`)).toBe(totalOf((row) => row.status === status));
  }
  for (const { id } of ACCOUNTS) {
    const own = totalOf((row) => row['account.id'] === id && row.status !== 'Deleted');
    expect([await count(`eq(account.id,${id})&ne(status,Deleted)`), await store.tokens.countOf(id)]).toEqual([
      own,
      own,
    ]);
  }
}

function treeOf({ likes, how, status }: Question, rows: readonly Row[]): Tree {
  const [first, ...rest] = likes.map((asked): Tree => ({ ...asked, pieces: piecesOf(asked, rows) }));
  if (!first) throw new Error('A question needs a pattern.');
  const tree: Tree =
    how === 'not'
      ? { op: 'and', terms: [first, ...rest.map((term): Tree => ({ op: 'not', term }))] }
      : { op: how, terms: [first, ...rest] };
  if (status === null) return tree;
  return { op: 'and', terms: [tree, { op: 'ne', kind: 'text', field: 'status', value: status }] };
}

function piecesOf({ field, of, skipped, runs, write, more }: Like, rows: readonly Row[]): string[] {
  const found = [...String(rows[of % Math.max(1, rows.length)]?.[field] ?? 'none')];
  let from = skipped;
  const pieces = runs.map(({ size, gap }) => {
    const piece = found.slice(from, from + size).join('');
    from += size + gap;
    return write === 'upper' ? piece.toUpperCase() : write === 'lower' ? piece.toLowerCase() : piece;
  });
  // A backslash before an asterisk would be the asterisk's.
  const written = pieces.map((piece) => piece.replace(/\\+$/, '') + more);
  return [...(skipped === 0 ? [] : ['']), ...written, ...(from >= found.length ? [] : [''])];
}
