import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createServer } from './index.ts';
import { migrations } from './store/postgres/migrations/index.ts';
import { MOST_CONNECTIONS } from './store/postgres/pool-sizes.ts';
import { bareDatabase, query, testKeys } from './testing/postgres/databases.ts';
import { TOKENS } from './testing/query.ts';
import { startServer } from './testing/server.ts';

const RUNBOOK = new URL('operations/runbook.md', import.meta.url);

/** The statements of the runbook, for roles of this test. */
async function statements(suffix: string): Promise<string[]> {
  const text = await readFile(RUNBOOK, 'utf8');
  const blocks = [...text.matchAll(/```sql\n(.*?)```/gs)].map(([, sql = '']) => sql);
  expect(blocks).toHaveLength(2);
  return blocks.map((sql) => sql.replaceAll(/tokens_(owner|server)/g, `$1_${suffix}`).replaceAll('…', 'secret'));
}

describe('the roles of the runbook', () => {
  it('make the tables by one, and serve by another that may only read and write', async () => {
    const url = new URL(await bareDatabase());
    const suffix = url.pathname.slice(1);
    const [roles = '', grants = ''] = await statements(suffix);
    for (const statement of roles.split(';\n').filter(Boolean)) {
      if (!statement.includes('create database')) await query(url.href, statement);
    }
    await query(url.href, `alter database ${suffix} owner to owner_${suffix}`);
    const as = (role: string) =>
      Object.assign(new URL(url), { username: `${role}_${suffix}`, password: 'secret' }).href;
    const tokenKeys = testKeys();
    const options = { databaseUrl: as('server'), tokenKeys };

    const early = createServer({ ...options, logLevel: 'silent', port: 0 });
    await expect(early).rejects.toThrow(
      /it needs the migration .*permission denied for schema public\. Start a server of this version once as the owner/,
    );

    await (
      await createServer({ ...options, databaseUrl: as('owner'), seedFile: 'none', logLevel: 'silent', port: 0 })
    ).close();
    await query(as('owner'), grants);
    const server = await startServer(options);
    const { status, body } = await server.call('POST', TOKENS, { as: 'client', body: { name: 'x' } });
    expect([status, (await server.call('GET', '/readyz')).status]).toEqual([201, 200]);
    const idle = { credential: body.token };
    expect((await server.call('DELETE', `${TOKENS}/${body.id}`, { as: 'client' })).status).toBe(204);
    expect((await server.call('GET', `${TOKENS}/${body.id}`, { as: idle })).status).toBe(401);
    expect(server.log()).not.toMatch(/permission denied|no index/);

    const [name] = Object.keys(migrations);
    await query(as('owner'), 'delete from migrations');
    const late = createServer({ ...options, logLevel: 'silent', port: 0 });
    await expect(late).rejects.toThrow(
      new RegExp(`it needs the migration ${name}, .*permission denied.* Start a server`),
    );
  });

  it('are told how many connections a server takes', async () => {
    expect(await readFile(RUNBOOK, 'utf8')).toContain(`Each server takes up to ${MOST_CONNECTIONS} connections.`);
  });
});
