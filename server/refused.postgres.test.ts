import { execFile } from 'node:child_process';
import { chmod, chown, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer } from './index.ts';
import { bareDatabase, query, testKeys } from './testing/postgres/databases.ts';
import { NOT_LASTING, removePostgres, startPostgres } from './testing/postgres/server.ts';
import { TOKENS } from './testing/query.ts';
import { startServer, temporaryFolder } from './testing/server.ts';

const run = promisify(execFile);

/** @returns what is said of a database that cannot be used, and never the password. */
async function refusal(databaseUrl: string): Promise<string> {
  const server = await createServer({ databaseUrl, tokenKeys: testKeys(), logLevel: 'silent', port: 0 }).catch(
    (error: Error) => error,
  );
  if (!(server instanceof Error)) {
    await server.close();
    return 'It starts.';
  }
  expect(server.message).not.toMatch(/secret|p@ss|p%40ss/);
  return server.message;
}

function changed(databaseUrl: string, change: Partial<URL>): string {
  return Object.assign(new URL(databaseUrl), change).href;
}

describe('a server that its database refuses says what to change', () => {
  it.each<[string, Partial<URL>, RegExp]>([
    ['the password', { password: 'secret' }, /28P01: password authentication failed.*See the user and the password/],
    ['no password', { password: '' }, /See the user and the password of DATABASE_URL/],
    ['the user', { username: 'nobody' }, /28P01.*See the user and the password/],
    ['the database', { pathname: '/missing' }, /3D000: database "missing" does not exist.*Create the database/],
    ['the port', { port: '1' }, /ECONNREFUSED.*See the host and the port/],
    [
      'TLS',
      { search: '?sslmode=verify-full' },
      /does not support SSL connections.*Turn on ssl .* or say sslmode=disable/,
    ],
    ['a file', { search: '?sslrootcert=/no/ca.pem' }, /no such file.*See the files that DATABASE_URL names/],
  ])('where it is %s', async (_what, change, expected) => {
    expect(await refusal(changed(await bareDatabase(), change))).toMatch(expected);
  });

  it('where it is the right to connect', async () => {
    const url = await bareDatabase();
    const name = new URL(url).pathname.slice(1);
    await query(url, `create role outsider_${name} login password 'secret'`);
    await query(url, `revoke connect on database ${name} from public`);
    const outsider = changed(url, { username: `outsider_${name}`, password: 'secret' });
    expect(await refusal(outsider)).toMatch(
      /42501: permission denied for database.*Grant the user of DATABASE_URL.*CONNECT/,
    );
    await query(url, `drop role outsider_${name}`);
  });

  it('where it is the certificate', async () => {
    const folder = await temporaryFolder();
    const [key, certificate, other] = ['server.key', 'server.pem', 'other.pem'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    for (const file of [other, certificate]) {
      await run(
        'openssl',
        `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout ${key} -out ${file}`.split(
          ' ',
        ),
      );
    }
    const postgres = await startPostgres(NOT_LASTING);
    onTestFinished(() => removePostgres(postgres));
    const { uid, gid } = await stat(postgres.folder);
    await chmod(folder, 0o755);
    await chmod(key, 0o600);
    for (const file of [key, certificate]) await chown(file, uid, gid);
    await query(postgres.urlOf('postgres'), `alter system set ssl_cert_file = '${certificate}'`);
    await query(postgres.urlOf('postgres'), `alter system set ssl_key_file = '${key}'`);
    await query(postgres.urlOf('postgres'), 'alter system set ssl = on');
    await query(postgres.urlOf('postgres'), 'select pg_reload_conf()');
    const url = (hostname: string, ca = '') =>
      changed(postgres.urlOf('postgres'), { hostname, search: `?sslmode=verify-full${ca && `&sslrootcert=${ca}`}` });
    const believes = /sslrootcert of DATABASE_URL has to name a file/;
    await expect.poll(() => refusal(url('localhost')), { timeout: 60_000 }).toMatch(believes);
    expect(await refusal(url('localhost', other))).toMatch(believes);
    expect(await refusal(url('127.0.0.1', certificate))).toMatch(/has to be written as in the certificate/);
    expect(await refusal(url('localhost', certificate))).toBe('It starts.');
  });
});

describe('a database that its operator made read-only', () => {
  it('is read, is not written, says so, and is written again', async () => {
    const url = await bareDatabase();
    const name = new URL(url).pathname.slice(1);
    const server = await startServer({ databaseUrl: url, tokenKeys: testKeys() });
    const statuses = async () => [
      (await server.call('POST', TOKENS, { as: 'client', body: { name: 'x' } })).status,
      (await server.call('GET', TOKENS, { as: 'client' })).status,
      (await server.call('GET', '/readyz')).status,
    ];
    expect(await statuses()).toEqual([201, 200, 200]);
    const restart = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and pid <> pg_backend_pid()`;
    const onTemplate = changed(url, { pathname: '/postgres' });
    await query(onTemplate, `alter database ${name} set default_transaction_read_only = on`);
    await query(onTemplate, restart);
    await expect.poll(statuses, { timeout: 60_000 }).toEqual([503, 200, 503]);
    expect(server.log()).toContain('it is read-only, as a standby is, or one that its operator made so');
    await query(onTemplate, `alter database ${name} reset default_transaction_read_only`);
    await query(onTemplate, restart);
    await expect.poll(statuses, { timeout: 60_000 }).toEqual([201, 200, 200]);
  });
});
