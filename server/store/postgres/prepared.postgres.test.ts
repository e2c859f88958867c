import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { emptyDatabase } from '../../testing/postgres/databases.ts';
import { openConnections, storeOn } from '../index.ts';

it('a query that comes again is prepared once on a connection', async () => {
  const connections = await openConnections(await emptyDatabase());
  const store = storeOn(connections);
  for (let asked = 0; asked < 3; asked++) expect(await store.tokens.identity('TKN-0000-0000')).toBeUndefined();
  const { rows } = await sql`
    select generic_plans + custom_plans as runs from pg_prepared_statements where statement like '%module_codes%'`.execute(
    connections.reader,
  );
  expect(rows).toEqual([{ runs: 3 }]);
  await store.close();
});
