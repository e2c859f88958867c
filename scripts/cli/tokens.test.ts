import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SAMPLE, startServer, type TestServer, temporaryFolder } from '../../server/testing/server.ts';
import { inOneProcess, runToEnd, startCommand } from './testing.ts';

let server: TestServer;
let environment: { API_URL: string; API_TOKEN: string };
beforeAll(async () => {
  server = await startServer({}, afterAll);
  environment = { API_URL: server.url, API_TOKEN: server.credentials[SAMPLE.operations] ?? '' };
});

const tokens = (...words: string[]) => runToEnd('tokens', words, environment);
const CREDENTIAL = /^idt:TKN-\d{4}-\d{4}:\w{49}\n$/;

test('a token is created, listed, shown, disabled, enabled and deleted, and its credential shown to who asks', async () => {
  const created = await tokens('create', 'ERP connector', '--account', 'ACC-3803-7263', '--module', 'MOD-1756');
  expect(created).toMatchObject({ code: 0, out: expect.stringMatching(CREDENTIAL), problems: '' });
  const id = created.out.split(':')[1] ?? '';
  const [list, shown, credential] = await Promise.all([
    tokens('list', '--filter', `eq(id,${id})`, '--json'),
    tokens('show', id),
    tokens('show', id, '--credential'),
  ]);
  expect(JSON.parse(list.out)).toMatchObject([{ id, name: 'ERP connector', status: 'Active' }]);
  expect(list.out + shown.out).not.toContain('idt:');
  expect(shown.out).toContain('modules      MOD-1756\n');
  expect(credential.out).toBe(created.out);
  expect((await tokens('disable', id)).out).toBe(`${id} is disabled.\n`);
  expect((await tokens('enable', id, '--json')).out).toBe(`{"id":"${id}","enabled":true}\n`);
  expect((await tokens('delete', id)).out).toBe(`${id} is deleted.\n`);
  expect(await tokens('disable', id)).toMatchObject({
    code: 1,
    out: '',
    problems: expect.stringMatching(/^400 .*status/),
  });
});

test('a token is rotated in steps, interrupted by a kill, resumed from anywhere, and taken back', async () => {
  const folder = await temporaryFolder();
  const [oldFile, twinFile] = [join(folder, 'old'), join(folder, 'twin')];
  const { out } = await tokens('create', 'Rotated', '--credential-file', oldFile);
  const id = out.trim();
  expect((await stat(oldFile)).mode & 0o777).toBe(0o600);

  expect((await tokens('rotate', id)).out).toMatch(CREDENTIAL);
  expect((await tokens('rotate', id, '--undo')).code).toBe(0);
  const begun = await tokens('rotate', id, '--credential-file', twinFile);
  expect(begun.out).toMatch(/^TKN-\S+ is there\. .* then: marketplace-api-tokens tokens rotate TKN-\S+ --finish\n$/);
  expect(await readFile(twinFile, 'utf8')).toMatch(CREDENTIAL);

  const watching = startCommand('tokens', ['rotate', id, '--finish', '--quiet', '9999'], environment);
  await expect.poll(() => watching.written.problems).toBe(`Watching ${id} for 9999 s.\n`);
  watching.child.kill('SIGKILL');
  await watching.ended;
  const status = JSON.parse((await tokens('rotate', id, '--status', '--json')).out);
  expect(status).toMatchObject({ id, status: 'Active', twin: expect.any(String) });

  const finished = await tokens('rotate', id, '--finish', '--quiet', '0');
  expect(finished).toMatchObject({ code: 0, out: `${status.twin} has replaced ${id}.\n` });
  expect(await tokens('rotate', id, '--undo')).toMatchObject({
    code: 1,
    problems: `${id} is deleted: nothing brings it back.\n`,
  });
});

test('what nobody used is shown, and is 1', async () => {
  expect(await tokens('stale', '--days', '9000')).toMatchObject({
    code: 0,
    out: expect.stringContaining('within 9000 days'),
  });
  expect((await tokens('stale', '--days', '0', '--json')).code).toBe(1);
});

test('a leaked credential is stopped, from a file, and never shown', async () => {
  const file = join(await temporaryFolder(), 'found');
  const id = (await tokens('create', 'Leaked', '--credential-file', file)).out.trim();
  const stopped = await tokens('leaked', '--file', file);
  expect(stopped.out).toMatch(
    new RegExp(`^${id} \\(Leaked\\) of ACC-\\S+ is disabled now\\.\nMade by ${SAMPLE.operations} `),
  );
  await writeFile(file, `idt:${id}:${'x'.repeat(49)}`);
  const unknown = await tokens('leaked', '--file', file);
  expect([unknown.code, unknown.problems]).toEqual([1, 'No token that you may see has this credential.\n']);
  expect(stopped.out + unknown.out).not.toContain('idt:');
});

describe('a wrong command line', () => {
  const run = inOneProcess('tokens');

  test.each([
    [[], 'Expected a command: list, show, create, enable, disable, delete, rotate, stale, leaked.'],
    [['lst'], "Unknown command 'lst'\n(Did you mean list?)"],
    [['list'], '--url must be an origin'],
    [['list', '--url', 'http://u:s3cret@x'], '--url must be an origin without a user name and a password.'],
    [['list', '--url', 'http://127.0.0.1:1'], 'A credential is missing: --token-file, or API_TOKEN.'],
    [
      ['list', '--url', 'http://127.0.0.1:1', '--token-file', 'idt:s3cret'],
      'Cannot read the file of --token-file: ENOENT.',
    ],
    [['list', '--token=idt:s3cret'], "Unknown option '--token'"],
    [['show'], "Missing required argument 'id'"],
    [['create'], "Missing required argument 'name'"],
    [['rotate', 'TKN-1111-1111', '--finish', '--undo'], 'only one can be asked for'],
    [['rotate', 'TKN-1111-1111', '--quiet', '1'], '--quiet goes with --finish'],
    [['rotate', 'TKN-1111-1111', '--finish', '--quiet', 'long'], '--quiet must be a whole number of seconds'],
    [['rotate', 'TKN-1111-1111', '--undo', '--credential-file', 'x'], '--credential-file goes with the first step'],
    [['stale', '--days', 'many'], '--days must be a whole number'],
  ])('%j is told, with what is right, and no secret', async (words, told) => {
    const { code, out, problems } = await run(words);
    expect([code, out]).toEqual([2, '']);
    expect(problems).toContain(told);
    expect(problems).toContain('\n\nUsage: marketplace-api-tokens tokens ');
    expect(problems).not.toContain('s3cret');
  });
});
