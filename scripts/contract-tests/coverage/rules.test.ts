import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../server/testing/server.ts';
import { type RunTest, readTestsOfRules, rulesNotKept, testsOfRules, unknownRules } from './rules.ts';

const ROOT = new URL('../../..', import.meta.url).pathname;
const RULES = { 'a.kept': 'This is so.', 'a.not-kept': 'That is so.' };

/** Titles of tests that passed. */
const passed = (...names: string[]): RunTest[] => names.map((name) => ({ name, passed: true }));

describe('a rule', () => {
  test('is kept by every test that names it and passed, in its own title or in one around it', () => {
    const tests = passed('x.test.ts > [a.kept] > one', 'x.test.ts > two [a.kept] [a.not-kept]', 'x.test.ts > none');
    expect(testsOfRules(RULES, tests)).toEqual({
      'a.kept': ['x.test.ts > [a.kept] > one', 'x.test.ts > two [a.kept] [a.not-kept]'],
      'a.not-kept': ['x.test.ts > two [a.kept] [a.not-kept]'],
    });
  });

  test('is not kept by a test that did not pass', () => {
    const kept = testsOfRules(RULES, [...passed('one [a.kept]'), { name: 'two [a.not-kept]', passed: false }]);
    expect(rulesNotKept(RULES, kept)).toEqual(['No test that passed names the rule a.not-kept: That is so.']);
  });

  test('that the contract does not have is told with the test that names it', () => {
    const tests = passed('x.test.ts > [a.kept] and [a.unknown]', 'x.test.ts > [not a rule] [0] [a.B] [toString.name]');
    expect(unknownRules(RULES, tests)).toEqual([
      'x.test.ts > [a.kept] and [a.unknown]: the contract has no rule a.unknown.',
    ]);
  });
});

/** Runs test files with the reporter in a folder of their own. */
async function run(rules: object, files: Record<string, string>, ...args: string[]) {
  const folder = await temporaryFolder();
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const config = `
    import { rulesProof } from '${ROOT}.config/vitest.rules.ts';
    const plugins = [rulesProof({ rules: '${folder}/rules.json', folder: '${folder}/record' })];
    const test = { cache: false, fsModuleCache: false, expect: { requireAssertions: true } };
    export default { root: '${folder}', plugins, test };`;
  const all = { 'rules.json': JSON.stringify(rules), 'vitest.config.mts': config, ...files };
  for (const [name, content] of Object.entries(all)) await writeFile(join(folder, name), content);
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
  });
  const [problems, , [code]] = await Promise.all([text(child.stderr), text(child.stdout), once(child, 'close')]);
  return { code, problems, record: await readTestsOfRules(join(folder, 'record')) };
}

const HEAD = `import { describe, expect, test } from 'vitest';\n`;
const KEPT = `${HEAD}test('is kept [a.kept]', () => expect(1).toBe(1));`;

describe('npm test', () => {
  test('counts no test that was skipped, is to do, failed, or asserted nothing, whatever reporters are asked for', async () => {
    const file = `${HEAD}
      test('[a.kept]', () => expect(1).toBe(1));
      test.skip('[a.skipped]', () => expect(1).toBe(1));
      describe.skip('[a.skipped-suite]', () => test('x', () => expect(1).toBe(1)));
      test.todo('[a.to-do]');
      test('[a.failed]', () => expect(1).toBe(2));
      test('[a.empty]', () => {});
      test('[a.unknown]', () => expect(1).toBe(1));`;
    const notKept = ['a.skipped', 'a.skipped-suite', 'a.to-do', 'a.failed', 'a.empty', 'a.never'];
    const rules = Object.fromEntries(['a.kept', ...notKept].map((id) => [id, 'So it is.']));
    const { code, problems, record } = await run(rules, { 'x.test.js': file }, '--reporter=json');
    expect(code).toBe(1);
    for (const id of notKept) expect(problems).toContain(`No test that passed names the rule ${id}: So it is.`);
    expect(problems).toContain('x.test.js > [a.unknown]: the contract has no rule a.unknown.');
    expect(problems).not.toContain('the rule a.kept');
    expect(record).toMatchObject({ 'a.kept': ['x.test.js > [a.kept]'], 'a.failed': [], 'a.empty': [] });
  });

  test('fails where every test passed and a rule has none', async () => {
    const { code, problems } = await run(RULES, { 'x.test.js': KEPT });
    expect([code, problems.trim()]).toEqual([1, 'No test that passed names the rule a.not-kept: That is so.']);
  });

  test('asks a part of the tests for no rule that they do not name', async () => {
    const other = `${HEAD}test('something else', () => expect(1).toBe(1));`;
    const { code, problems } = await run(RULES, { 'x.test.js': KEPT, 'y.test.js': other }, 'x.test.js');
    expect([code, problems]).toEqual([0, '']);
  });
});
