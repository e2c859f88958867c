import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../server/testing/server.ts';
import type { Commands } from './command.ts';
import { COMMANDS } from './commands.ts';
import { inOneProcess, runToEnd } from './testing.ts';

/** Every subcommand, by its words. */
async function paths(commands: Commands, before: string[] = []): Promise<string[][]> {
  const found = await Promise.all(
    Object.entries(commands).map(async ([name, { load }]) => {
      const { default: own } = await load();
      const path = [...before, name];
      return 'commands' in own ? paths(own.commands, path) : [path];
    }),
  );
  return found.flat();
}

const ALL = await paths(COMMANDS);
const run = inOneProcess();

describe('every subcommand', () => {
  test.each(ALL)('%s %s: teaches, with an example and its exit codes', async (...words) => {
    const path = words.filter((word) => typeof word === 'string');
    const { code, out, problems } = await run([...path, '--help']);
    expect([code, problems]).toEqual([0, '']);
    expect(out).toMatch(new RegExp(`^Usage: marketplace-api-tokens ${path.join(' ')} `));
    expect(out).toContain('Exit code');
    if (path[0] !== 'release') expect(out).toMatch(/^Example.*:\n {2}\$ /m);
  });

  test.each(ALL)('%s %s: refuses an option that it does not have', async (...words) => {
    const path = words.filter((word) => typeof word === 'string');
    const { code, problems } = await run([...path, '--no-such-option=idt:TKN-1111-1111:s3cret']);
    expect(code).toBe(2);
    expect(problems).toContain("Unknown option '--no-such-option'");
    expect(problems).not.toContain('s3cret');
  });
});

describe('the command', () => {
  test('tells what there is, for a word that is none too', async () => {
    const help = await runToEnd('--help', []);
    expect(help).toMatchObject({ code: 0, problems: '', out: expect.stringContaining('  verify ') });
    expect(help.out).not.toContain('\x1b');
    expect(await runToEnd('verfy', [])).toMatchObject({
      code: 2,
      problems: expect.stringContaining('(Did you mean verify?)'),
    });
  });

  test('names itself as it was called', async () => {
    const called = (environment: object) => runToEnd('mock', ['--help'], environment);
    expect((await called({ npm_command: 'exec' })).out).toMatch(/^Usage: npx marketplace-api-tokens mock /);
    expect((await called({ COMMAND_CALLED_AS: 'npm run mock --=mock' })).out).toMatch(/^Usage: npm run mock -- /);
  });

  test.each([
    [['tokens', 'ro'], /^rotate\t/],
    [['verify', '--tok'], /^--token\t.*\n--token-file\t/],
    [['ke'], /^keys\t/],
  ])('completes %j', async (words, told) => {
    expect((await runToEnd('complete', ['--', ...words])).out).toMatch(told);
  });

  test.each(['bash', 'zsh', 'fish'])('prints what makes %s ask', async (shell) => {
    const { code, out } = await run(['completion', shell]);
    expect(code).toBe(0);
    expect(out).toContain('marketplace-api-tokens complete --');
  });

  test('spec prints a form, writes it, and names the forms that there are', async () => {
    const contract = await readFile(new URL('../../generated/openapi.json', import.meta.url), 'utf8');
    expect((await run(['spec'])).out).toBe(contract);
    const file = join(await temporaryFolder(), 'openapi.json');
    expect(await run(['spec', 'openapi-3.0.json', '--output', file])).toMatchObject({ code: 0, out: '' });
    expect(JSON.parse(await readFile(file, 'utf8')).openapi).toMatch(/^3\.0\./);
    expect(await run(['spec', 'openapi.xml'])).toMatchObject({
      code: 2,
      problems: expect.stringContaining('openapi-3.0.json'),
    });
  });

  test('diff judges two contracts of any project', async () => {
    const folder = await temporaryFolder();
    const [base, revision] = [join(folder, 'base.yaml'), join(folder, 'revision.json')];
    const responses = { 200: { description: 'Pets.' } };
    const document = {
      openapi: '3.1.0',
      info: { title: 'Pets', version: '1' },
      paths: { '/pets': { get: { responses } } },
    };
    await writeFile(
      base,
      'openapi: 3.1.0\ninfo: { title: Pets, version: "1" }\npaths: { /pets: { get: { responses: { 200: { description: Pets. } } } } }\n',
    );
    await writeFile(revision, JSON.stringify(document));
    expect(await run(['diff', base, revision])).toMatchObject({ code: 0, out: 'Nothing changed.\n' });
    await writeFile(revision, JSON.stringify({ ...document, servers: [{ url: 'http://127.0.0.1:8080' }] }));
    expect(await run(['diff', base, revision])).toMatchObject({ code: 1 });
    expect(await run(['diff', base, revision, '--no-servers'])).toMatchObject({ code: 0, out: 'Nothing changed.\n' });
    await writeFile(revision, JSON.stringify({ ...document, paths: {} }));
    const { code, out } = await run(['diff', base, revision, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([{ impact: 'major', kind: 'removed' }]);
    expect(await run(['diff', base, 'README.md'])).toMatchObject({
      code: 2,
      problems: expect.stringMatching(/^README\.md must be an OpenAPI 3/),
    });
  });
});
