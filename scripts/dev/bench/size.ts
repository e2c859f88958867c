import { fields } from '../../../generated/fields.ts';
import { parseListQuery } from '../../../server/core/query/list-query.ts';
import { countRows, pageIds } from '../../../server/store/list.ts';
import { openSqlite } from '../../../server/store/sqlite/index.ts';
import { tokenSource } from '../../../server/store/token-source.ts';
import { ms, printTable, sideBySide, type Work } from './measure.ts';
import type { BenchedServer } from './server.ts';

const ROUNDS = 300;
const TOKENS = '/public/v1/accounts/api-tokens';

export interface Side {
  server: BenchedServer;
  database: string;
}

/** What the same requests cost with few tokens and with many, and how the exact total grows, timed apart. */
export async function compareSizes(small: Side, large: Side): Promise<void> {
  const rows: string[][] = [];
  const row = async (name: string, work: (side: Side) => Work, rounds = ROUNDS) => {
    const [a, b] = await sideBySide([work(small), work(large)], rounds);
    if (a && b) rows.push([name, ms(a.median), ms(b.median), (b.median / a.median).toFixed(2)]);
  };
  await row('authenticate (own account)', ({ server }) => get(server, '/public/v1/accounts/accounts/ACC-1671-0642'));
  await row('get a token', ({ server }) => get(server, `${TOKENS}/TKN-5263-0002`));
  await row('create a token', ({ server }) => create(server));
  for (const [name, query] of QUERIES) await row(`rows of ${name}`, ({ database }) => page(database, query));
  for (const [name, query] of QUERIES) await row(`total of ${name}`, ({ database }) => total(database, query), 30);
  for (const [name, query] of QUERIES)
    await row(`the whole list, ${name}`, ({ server }) => get(server, `${TOKENS}?${query}`), 30);
  printTable(['', '1,000 tokens', '1,000,000 tokens', 'ratio'], rows);
}

const QUERIES = [
  ['the first page', ''],
  ['the first page by status', 'eq(status,Disabled)'],
  ['the first page by account', 'eq(account.id,ACC-9000-0003)'],
] as const;

function get({ url, credential }: BenchedServer, path: string): Work {
  const headers = { Authorization: `Bearer ${credential('TKN-1671-0642')}` };
  return async () => {
    const response = await fetch(url + path, { headers });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`GET ${path} was answered with ${response.status}.`);
  };
}

function create({ url, credential }: BenchedServer): Work {
  const headers = { Authorization: `Bearer ${credential('TKN-1671-0642')}`, 'Content-Type': 'application/json' };
  return async () => {
    const response = await fetch(url + TOKENS, { method: 'POST', headers, body: '{"name":"Benchmark"}' });
    await response.arrayBuffer();
    if (response.status !== 201) throw new Error(`A create was answered with ${response.status}.`);
  };
}

const source = tokenSource();

function page(database: string, query: string): Work {
  const { reader } = openSqlite(`sqlite:${database}`);
  const { paging, filter, order } = parseListQuery(query, fields.apiTokens);
  return () => pageIds<'apiTokens'>(reader, { ...paging, filter, order }, source);
}

function total(database: string, query: string): Work {
  const { reader } = openSqlite(`sqlite:${database}`);
  const { filter } = parseListQuery(query, fields.apiTokens);
  return () => countRows<'apiTokens'>(reader, { filter }, source);
}
