import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ACCOUNTS, startServer, temporaryFolder } from '../../server/testing/server.ts';
import { runToEnd } from './testing.ts';

const IN_MEMORY = 'sqlite::memory:';

function command(name: string, words: string[], databaseUrl = IN_MEMORY) {
  return runToEnd(name, words, { DATABASE_URL: databaseUrl });
}

/** A server whose database other processes can open. */
async function serverOnDisk() {
  const databaseUrl = `sqlite:${join(await temporaryFolder(), 'tokens.db')}`;
  return { server: await startServer({ databaseUrl }), databaseUrl };
}

describe('the commands of an operator', () => {
  test.each([
    ['keys', [], 'Expected a command: list, add, use, rotate, drop.'],
    ['keys', ['list', 'x'], 'Too many arguments'],
    ['keys', ['use'], "Missing required argument 'id'"],
    ['keys', ['drop', 'a', 'b'], 'Too many arguments'],
    ['accounts', ['list'], "Unknown command 'list'"],
    ['accounts', ['set-modules'], "Missing required argument 'account'"],
  ] as const)('%s %j is a wrong command line', async (name, words, told) => {
    const { out, problems, code } = await command(name, [...words]);
    expect([code, out]).toEqual([2, '']);
    expect(problems.startsWith(told), problems).toBe(true);
    expect(problems).toContain(`\n\nUsage: marketplace-api-tokens ${name} `);
  });

  test('--help tells the exit codes', async () => {
    const { out, problems, code } = await command('keys', ['--help']);
    expect([code, problems]).toEqual([0, '']);
    expect(out).toContain('Exit code: 0');
  });

  test.each([
    ['keys', ['rotate'], 'A database in memory cannot be reached from outside (DATABASE_URL).\n'],
    [
      'accounts',
      ['set-modules', ACCOUNTS.client],
      'A database in memory cannot be reached from outside (DATABASE_URL).\n',
    ],
  ] as const)('%s %j of a database in memory is told and is 1', async (name, words, told) => {
    expect(await command(name, [...words])).toEqual({ code: 1, out: '', problems: told });
  });
});

test.each([
  ['keys', ['list']],
  ['accounts', ['set-modules', ACCOUNTS.client]],
  ['audit', []],
  ['move', []],
])('%s makes no database where there is none', async (name, words) => {
  const folder = await temporaryFolder();
  const file = join(folder, 'tokens.db');
  const { code, out, problems } = await runToEnd(name, words, {
    DATABASE_URL: `sqlite:${file}`,
    TARGET_DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/tokens',
  });
  expect([code, out, problems]).toEqual([
    1,
    '',
    `There is no database ${file} (DATABASE_URL): a server makes it when it first starts.\n`,
  ]);
  expect(await readdir(folder)).toEqual([]);
});

test('accounts takes modules from the tokens of an account while the server runs', async () => {
  const { server, databaseUrl } = await serverOnDisk();
  const { out, problems, code } = await command('accounts', ['set-modules', ACCOUNTS.client], databaseUrl);
  expect([code, problems]).toEqual([0, '']);
  expect(out).toMatch(`${ACCOUNTS.client}: added none; removed MOD-`);
  expect((await server.call('GET', '/public/v1/accounts/api-tokens', { as: 'client' })).status).toBe(403);
});
