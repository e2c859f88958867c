import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { attachPostgres, NOT_LASTING, PASSWORD, type PostgresServer, USER } from './server.ts';

const run = promisify(execFile);

/**
 * Makes a standby of a server that is running, from a copy of its files, and has the server answer no change from then on
 * that the standby has not written too.
 */
export async function startStandby(primary: PostgresServer): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'api-tokens-standby-'));
  const client = new pg.Client({ connectionString: primary.urlOf('postgres') });
  await client.connect();
  await client.query("select pg_backup_start('standby', true)");
  await run('cp', ['-a', `${primary.folder}/.`, folder]);
  const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop()');
  const { uid, gid } = await stat(primary.folder);
  const files = { backup_label: rows[0]?.labelfile ?? '', 'standby.signal': '' };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text);
    await chown(join(folder, name), uid, gid);
  }
  await rm(join(folder, 'postmaster.pid'), { force: true });
  const source = `host=127.0.0.1 port=${primary.port} user=${USER} password='${PASSWORD}'`;
  const standby = await attachPostgres(folder, [...NOT_LASTING, `primary_conninfo=${source}`]);
  await client.query("alter system set synchronous_standby_names to '*'");
  await client.query('select pg_reload_conf()');
  for (let isSynchronous = false; !isSynchronous; ) {
    const found = await client.query("select 1 from pg_stat_replication where sync_state = 'sync'");
    isSynchronous = found.rows.length > 0;
  }
  await client.end();
  return standby;
}

/** Makes a primary of a standby. */
export async function promote(standby: PostgresServer): Promise<void> {
  const client = new pg.Client({ connectionString: standby.urlOf('postgres') });
  await client.connect();
  await client.query('select pg_promote()');
  await client.end();
}
