import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../server/testing/server.ts';
import { emptyCoverage } from '../contract-tests/coverage/coverage.ts';
import { exceptionsOf } from '../contract-tests/coverage/exceptions.ts';
import { readRecords, removeRecords, writeRecord } from '../contract-tests/coverage/records.ts';
import { writeTestsOfRules } from '../contract-tests/coverage/rules.ts';
import { runToEnd } from './testing.ts';

const run = (...args: string[]) => runToEnd('coverage', args);

/** Records of two test files that together exercise everything but the exceptions of the tests and what is named. */
async function recorded(...missing: string[]): Promise<string> {
  const folder = await temporaryFolder();
  const not = [...exceptionsOf('tests').map(({ name }) => name), ...missing];
  const [first, second] = [emptyCoverage(), emptyCoverage()];
  for (const name of Object.keys(first.statuses)) {
    if (!not.includes(name)) (name.startsWith('get') ? first : second).statuses[name] = 1;
  }
  await writeRecord('server/a.test.ts', first, folder);
  await writeRecord('server/b.test.ts', second, folder);
  return folder;
}

describe('npm run coverage', () => {
  test('passes where each status was exercised by some test file or is an exception', async () => {
    const { code, out, problems } = await run('--from', await recorded());
    expect([code, problems]).toEqual([0, '']);
    expect(out).toContain('Test files that called a server: 2.');
    expect(out).not.toContain('NONE');
  });

  test('fails where a status was not exercised, and names it', async () => {
    const { code, out, problems } = await run('--from', await recorded('deleteApiToken 404'));
    expect([code, problems]).toEqual([1, 'Operations × statuses that no test exercised: 1.\n']);
    expect(out).toContain('not exercised: deleteApiToken 404.');
  });

  test('fails where an exception was exercised', async () => {
    const folder = await recorded();
    const counts = emptyCoverage();
    counts.statuses['getAccount 403'] = 1;
    await writeRecord('server/c.test.ts', counts, folder);
    const { code, problems } = await run('--from', folder);
    expect(code).toBe(1);
    expect(problems).toBe('No exceptions any more (scripts/contract-tests/coverage/exceptions.ts): getAccount 403.\n');
  });

  test('fails where nothing was recorded, and says what to do', async () => {
    const { code, out, problems } = await run('--from', await temporaryFolder());
    expect([code, out]).toEqual([1, '']);
    expect(problems).toContain('Run all tests first');
  });

  test('--rules shows the tests that keep each rule', async () => {
    const folder = await temporaryFolder();
    await writeTestsOfRules({ 'a.rule': ['x.test.ts > one', 'x.test.ts > two'], 'b.rule': [] }, folder);
    const { code, out } = await run('--rules', '--from', folder);
    expect([code, out]).toEqual([0, 'a.rule\n  x.test.ts > one\n  x.test.ts > two\nb.rule\n']);
    const { code: none, problems } = await run('--rules', '--from', join(folder, 'none'));
    expect([none, problems]).toEqual([1, 'Nothing is recorded. Run all tests first.\n']);
  });

  test.each([
    [['--form', 'x'], /--form/],
    [['--from', ''], /--from must be the folder/],
    [['records'], /Too many arguments/],
  ])('%j is a wrong command line', async (args, message) => {
    const { code, out, problems } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(problems).toMatch(message);
    expect(problems).toContain('Usage: marketplace-api-tokens coverage');
  });

  test('--help tells the exit codes', async () => {
    const { code, out, problems } = await run('--help');
    expect([code, problems]).toEqual([0, '']);
    expect(out).toContain('Exit code: 0');
  });
});

test('a test file that runs again replaces its record, and a new run forgets the last one', async () => {
  const folder = await temporaryFolder();
  const counts = emptyCoverage();
  counts.statuses['getModule 200'] = 1;
  await writeRecord('server/a.test.ts', counts, folder);
  await writeRecord('server/a.test.ts', counts, folder);
  const { files, counts: sum } = await readRecords(folder);
  expect([files, sum.statuses['getModule 200']]).toEqual([1, 1]);
  await removeRecords(folder);
  expect((await readRecords(folder)).files).toBe(0);
});
