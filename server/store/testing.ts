import { sql } from 'kysely';
import { accountRow } from '../testing/rows.ts';
import { storeOn } from './index.ts';
import { migrate } from './migrate.ts';
import { openSqlite } from './sqlite/index.ts';

export const ACCOUNTS = [
  { id: 'ACC-0000-0001', type: 'Client' },
  { id: 'ACC-0000-0002', type: 'Vendor' },
  { id: 'ACC-0000-0003', type: 'Operations' },
] as const;

/** A store in memory with some accounts, beside its connections. @param batch How many tokens its index takes in at once. */
export async function openIndexed(batch: number) {
  const connections = openSqlite('sqlite::memory:');
  await migrate(connections.writer, 'in memory');
  await sql`update text_index set batch = ${batch}`.execute(connections.writer);
  const store = storeOn(connections);
  await store.transaction(async ({ accounts }) => {
    for (const account of ACCOUNTS) await accounts.insert(accountRow(account), []);
  });
  return { store, connections };
}
