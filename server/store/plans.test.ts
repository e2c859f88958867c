import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { fields } from '../../generated/fields.ts';
import { both, tokenPolicy } from '../core/policy.ts';
import type { ListRequest } from '../core/ports/store.ts';
import { parseListQuery } from '../core/query/list-query.ts';
import { temporaryFolder } from '../testing/server.ts';
import { tokenColumns } from './columns/tokens.ts';
import { openStore } from './index.ts';
import { pageQuery } from './list-sql.ts';
import { openSqlite } from './sqlite/index.ts';

const url = `sqlite:${join(await temporaryFolder(afterAll), 'plans.db')}`;
const store = await openStore(url);
const { reader, close } = openSqlite(url);
afterAll(async () => {
  await store.close();
  await close();
});

/** How SQLite would read a page of tokens: the steps of its plan, in a line each. */
async function planOf(query: string, visible?: 'own'): Promise<string> {
  const { filter, order, paging } = parseListQuery(query, fields.apiTokens);
  const own = tokenPolicy({
    token: { id: 'TKN-0000-0001', name: '' },
    account: { id: 'ACC-0000-0001', name: '', type: 'Client' },
    modules: new Set(['access-management']),
  });
  const digests = () => [Buffer.alloc(32), Buffer.alloc(32, 1)];
  const source = { table: 'tokens', columns: tokenColumns, digested: { path: 'token', digests } } as const;
  const request: ListRequest<'apiTokens'> = { order, ...paging, filter: both(visible && own.visible, filter) };
  const { rows } = await sql<{ detail: string }>`explain query plan ${pageQuery(request, source)}`.execute(reader);
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
    expect(await planOf('', 'own')).toMatch(/^SEARCH tokens USING INDEX tokens_account \(account_id=\?\)$/);
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
