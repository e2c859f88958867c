import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { fields } from '../../generated/fields.ts';
import { both, type TokenPolicy, tokenPolicy } from '../core/policy.ts';
import type { AccountRecord, ListRequest } from '../core/ports/store.ts';
import { parseListQuery } from '../core/query/list-query.ts';
import { temporaryFolder } from '../testing/server.ts';
import { isBrief } from './brief.ts';
import { openStore } from './index.ts';
import { countQuery, firstRows, pageQuery } from './list-sql.ts';
import { rowsOf } from './narrowed.ts';
import { searchOf } from './search.ts';
import { openSqlite } from './sqlite/index.ts';
import { sqliteWords } from './sqlite/words.ts';
import { tokenSource } from './token-source.ts';

const url = `sqlite:${join(await temporaryFolder(afterAll), 'plans.db')}`;
const store = await openStore(url);
const { reader, close } = openSqlite(url);
afterAll(async () => {
  await store.close();
  await close();
});

interface Asked {
  visible?: keyof typeof VISIBLE | undefined;
  step?: 'page' | 'first rows' | 'total';
}

const source = tokenSource(sqliteWords, () => [Buffer.alloc(32), Buffer.alloc(32, 1)]);

/** What is visible to callers of each kind. */
const VISIBLE = {
  own: visibleTo('Client', 'access-management'),
  others: visibleTo('Operations', 'platform-account-management'),
};

function visibleTo(type: AccountRecord['type'], module: string): TokenPolicy['visible'] {
  const account = { id: 'ACC-0000-0001', name: '', type };
  return tokenPolicy({ token: { id: 'TKN-0000-0001', name: '' }, account, modules: new Set([module]) }).visible;
}

function requestOf(query: string, visible: keyof typeof VISIBLE | undefined): ListRequest<'apiTokens'> {
  const { filter, order, paging } = parseListQuery(query, fields.apiTokens);
  return { order, ...paging, filter: both(visible && VISIBLE[visible], filter) };
}

/** How SQLite would read a page of tokens, or count them all: the steps of its plan, in a line each. */
async function planOf(query: string, { visible, step = 'page' }: Asked = {}): Promise<string> {
  const request = requestOf(query, visible);
  const search = await searchOf(reader, request.filter, source);
  const asked = {
    page: pageQuery(request, source, search && rowsOf(search)),
    'first rows': pageQuery(request, source, firstRows(request, source, 1000)),
    total: countQuery(request, source, search),
  };
  const { rows } = await sql<{ detail: string }>`explain query plan ${asked[step]}`.execute(reader);
  return rows.map(({ detail }) => detail).join('\n');
}

describe('the plan of a common page', () => {
  it.each([
    ['', /^SCAN tokens USING (COVERING )?INDEX tokens_created$/],
    ['order=-audit.created.at,-id', /^SCAN tokens USING (COVERING )?INDEX tokens_created$/],
    ['gt(audit.created.at,2026-01-01)', /^SEARCH tokens USING (COVERING )?INDEX tokens_created \(created_at>\?\)$/],
    ['status=Active', /^SEARCH tokens USING (COVERING )?INDEX tokens_status \(status=\?\)$/],
    ['eq(status,Active)&limit=10&offset=50', /^SEARCH tokens USING (COVERING )?INDEX tokens_status \(status=\?\)$/],
    ['account.id=ACC-0000-0001', /^SEARCH tokens USING (COVERING )?INDEX tokens_account \(account_id=\?\)$/],
    ['order=name', /^SCAN tokens USING (COVERING )?INDEX tokens_name$/],
    ['order=-name,-id', /^SCAN tokens USING (COVERING )?INDEX tokens_name$/],
    ['order=audit.updated.at', /^SCAN tokens USING (COVERING )?INDEX tokens_updated$/],
    ['order=id', /^SCAN tokens USING (COVERING )?INDEX sqlite_autoindex_tokens_1$/],
  ])('%s walks an index and sorts nothing [list.default-order] [query.order]', async (query, plan) => {
    expect(await planOf(query)).toMatch(plan);
  });

  it('of the own tokens walks the index of the account [policy.own]', async () => {
    expect(await planOf('', { visible: 'own' })).toMatch(
      /^SEARCH tokens USING INDEX tokens_account \(account_id=\?\)$/,
    );
  });

  it.each([
    ['token=idt:x', /^SEARCH tokens USING INDEX sqlite_autoindex_tokens_2 \(digest=\?\)/],
    ['in(token,(a,b,c))', /^SEARCH tokens USING INDEX sqlite_autoindex_tokens_2 \(digest=\?\)/],
    ['id=TKN-0000-0001', /^SEARCH tokens USING (COVERING )?INDEX sqlite_autoindex_tokens_1 \(id=\?\)/],
    [
      'in(id,(TKN-0000-0001,TKN-0000-0002))',
      /^SEARCH tokens USING (COVERING )?INDEX sqlite_autoindex_tokens_1 \(id=\?\)/,
    ],
  ])('%s looks a few rows up [rql.token] [rql.eq]', async (query, plan) => {
    expect(await planOf(query)).toMatch(plan);
  });
});

describe('the plan of a text filter', () => {
  const INDEX = /SCAN token_texts VIRTUAL TABLE INDEX 0:M/;
  const BY_NUMBER = /SEARCH tokens USING INTEGER PRIMARY KEY \(rowid=\?\)/;
  const RECENT = /SEARCH tokens USING INTEGER PRIMARY KEY \(rowid>\?\)/;

  it.each([
    'ilike(name,*erp*)',
    'ilike(description,erp*)',
    'like(name,*sync*)',
    'ilike(name,*erp*sync)',
    'ilike(name,erp)',
  ])('%s: a page of what the index finds, and of what is not in it yet [rql.ilike] [rql.like]', async (query) => {
    const plan = await planOf(query);
    expect(plan).toMatch(INDEX);
    expect(plan).toMatch(BY_NUMBER);
    expect(plan).toMatch(RECENT);
    expect(plan).not.toMatch(/SCAN tokens/);
  });

  it('ilike(name,*erp*): the total from the index alone, and of what is not in it yet [rql.ilike]', async () => {
    const plan = await planOf('ilike(name,*erp*)', { step: 'total' });
    // The index is counted by itself: no row of a token is read for it.
    expect(plan).toMatch(new RegExp(`${INDEX.source}\\d+\\nSCALAR SUBQUERY \\d+\\n${RECENT.source}`));
    expect(plan).not.toMatch(/SCAN tokens/);
  });

  it('or(ilike(name,*erp*),ilike(description,*sync*)): the same for both at once', async () => {
    const plan = await planOf('or(ilike(name,*erp*),ilike(description,*sync*))', { step: 'total' });
    expect(plan.match(new RegExp(INDEX, 'g'))).toHaveLength(1);
    expect(plan).not.toMatch(/SCAN tokens/);
  });

  it.each([
    ['order=name', 'tokens_name'],
    ['order=-name', 'tokens_name'],
    ['order=audit.created.at', 'tokens_created'],
    ['order=-audit.created.at', 'tokens_created'],
  ])('ilike(name,*erp*) by %s is first looked for among the first rows of that order', async (order, index) => {
    const plan = await planOf(`ilike(name,*erp*)&${order}`, { step: 'first rows' });
    expect(plan).toMatch(new RegExp(`SCAN tokens USING COVERING INDEX ${index}`));
    expect(plan).toMatch(BY_NUMBER);
    expect(plan).not.toMatch(INDEX);
  });

  it('ilike(name,*er*), which is too short for the index: names are read from theirs', async () => {
    const plan = await planOf('ilike(name,*er*)', { step: 'total' });
    expect(plan).toBe('SCAN tokens USING COVERING INDEX tokens_name');
  });

  it('of the own tokens reads those of the account, where they are few [policy.own]', async () => {
    for (const step of ['page', 'total'] as const) {
      const plan = await planOf('ilike(name,*erp*)', { visible: 'own', step });
      expect(plan).toMatch(/^SEARCH tokens USING INDEX tokens_account \(account_id=\?\)$/);
    }
  });
});

describe('the plan of a total', () => {
  it.each([
    ['', /^SCAN tokens$/],
    ['eq(status,Active)', /^SCAN tokens$/],
    ['in(account.type,(Vendor,Client))', /^SEARCH tokens USING PRIMARY KEY \(account_type=\?\)$/],
    ['account.id=ACC-0000-0001', /^SEARCH tokens USING PRIMARY KEY \(account_id=\?\)$/],
  ])('%s reads what is kept [list.total]', async (query, plan) => {
    expect(await planOf(query, { step: 'total' })).toMatch(plan);
    const { filter } = parseListQuery(query, fields.apiTokens);
    const { sql: text } = countQuery({ filter }, tokenSource(sqliteWords)).compile(reader);
    expect(text).toMatch(/from tokens_by_(type|account) as tokens/);
  });

  it('of the own tokens too [policy.own]', async () => {
    const plan = await planOf('', { visible: 'own', step: 'total' });
    expect(plan).toMatch(/^SEARCH tokens USING PRIMARY KEY \(account_id=\?\)$/);
  });
});

describe('a brief list', () => {
  const WALK = /^(SCAN|SEARCH) tokens USING (COVERING )?INDEX tokens_/;
  const FEW = /^SEARCH tokens USING (COVERING )?INDEX sqlite_autoindex_tokens_[12] \((id|digest)=\?\)/;
  const KEPT = /from tokens_by_(type|account) as tokens/;

  it.each<[string, Asked['visible']?]>([
    [''],
    ['limit=1&offset=1000'],
    ['order=-audit.created.at'],
    ['order=name'],
    ['order=-audit.updated.at'],
    ['status=Active'],
    ['in(status,(Active,Disabled))&account.id=ACC-0000-0001', 'own'],
    ['account.id=ACC-0000-0001'],
    ['account.id=ACC-0000-0001&eq(status,Active)&order=-audit.created.at'],
    ['', 'own'],
    ['status=Active', 'own'],
    ['', 'others'],
  ])('%s, of tokens visible to %s, walks an index, and its total is kept', async (query, visible) => {
    const request = requestOf(query, visible);
    expect(isBrief(request, source)).toBe(true);
    const plan = await planOf(query, { visible });
    expect(plan).toMatch(WALK);
    // Of rows alike in the first term SQLite sorts those alone.
    expect(plan).not.toMatch(/TEMP B-TREE FOR ORDER BY/);
    expect(countQuery(request, source).compile(reader).sql).toMatch(KEPT);
    expect(await planOf(query, { visible, step: 'total' })).not.toMatch(/SCAN accounts/);
  });

  it.each([
    'token=idt:x',
    'in(token,(a,b,c))&order=revision',
    'id=TKN-0000-0001&eq(account.name,x)',
    'in(id,(TKN-0000-0001,TKN-0000-0002))&offset=5000',
  ])('%s looks a few rows up', async (query) => {
    expect(isBrief(requestOf(query, undefined), source)).toBe(true);
    expect(await planOf(query)).toMatch(FEW);
    expect(await planOf(query, { step: 'total' })).toMatch(FEW);
  });

  it.each<[string, Asked['visible']?]>([
    ['offset=1001'],
    ['order=revision'],
    ['order=-account.id'],
    ['status=Active&order=name'],
    ['order=name', 'own'],
    ['or(account.id=ACC-0000-0001,status=Active)'],
    ['ne(account.id,ACC-0000-0001)'],
    ['eq(account.name,x)'],
    ['gt(audit.created.at,2026-01-01)'],
    ['name=x'],
    ['ilike(name,*erp*)'],
    ['id=TKN-0000-0001&ilike(name,*erp*)'],
    ['or(id=TKN-0000-0001,name=x)'],
    ['ne(id,TKN-0000-0001)'],
    ['any(modules)'],
    [`in(id,(${Array.from({ length: 101 }, (_, n) => `TKN-${n}`).join(',')}))`],
  ])('is not %s, of tokens visible to %s', (query, visible) => {
    expect(isBrief(requestOf(query, visible), source)).toBe(false);
  });
});
