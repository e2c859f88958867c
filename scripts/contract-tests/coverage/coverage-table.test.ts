import { expect, test } from 'vitest';
import { type CoverageCounts, emptyCoverage } from './coverage.ts';
import { missingIn, staleExceptions } from './coverage-gaps.ts';
import { coverageTable } from './coverage-table.ts';
import { EXCEPTIONS, type Exception, isExcepted } from './exceptions.ts';

const NOT_FOUND: Exception = { name: 'getModule 404', by: ['tests'], reason: 'modules are everywhere' };
const PAGE: Exception = { name: 'listModules 200 page', by: ['tests'], reason: 'it is long' };

/** Everything exercised twice, but for what is named. */
function allBut(...names: string[]): CoverageCounts {
  const counts = emptyCoverage();
  for (const part of Object.values(counts)) {
    for (const name of Object.keys(part)) part[name] = names.includes(name) ? 0 : 2;
  }
  return counts;
}

/** The cells of the row of an operation. */
function rowOf(operation: string, table: string): string[] {
  const row = table.split('\n').find((line) => line.startsWith(`${operation} `));
  return row?.split(/ +/).slice(1) ?? [];
}

test('the table tells what was seen, what is excepted and what is missing', () => {
  const table = coverageTable(allBut('getModule 404', 'getModule 429', 'AccountType: Vendor'), [NOT_FOUND]);
  expect(table.split('\n')[0]?.split(/ +/)).toEqual(expect.arrayContaining(['200', '404', '500']));
  expect(rowOf('getModule', table)).toEqual(['2', '2', '2', '2', '()', 'NONE', '2']);
  expect(rowOf('getAccount', table)).toEqual(['2', '2', '2', '2', '2', '2', '2']);
  expect(table).toContain('() getModule 404: modules are everywhere.');
  const all = Object.keys(emptyCoverage().statuses).length;
  expect(table).toContain(`${all - 2} of ${all} operations × statuses, 1 excepted; not exercised: getModule 429.`);
  expect(table).toContain('branches of schemas; not exercised: AccountType: Vendor.');
});

test('the table of everything has no gap, and no reason for what was exercised', () => {
  const table = coverageTable(allBut(), [NOT_FOUND]);
  expect(table).not.toMatch(/NONE|not exercised|excepted|everywhere/);
});

test('an exception of a status holds for its examples, and for no status that only begins like it', () => {
  expect(isExcepted('getModule 404', [NOT_FOUND])).toBe(true);
  expect(isExcepted('getModule 404 not-found', [NOT_FOUND])).toBe(true);
  expect(isExcepted('getModule 40', [NOT_FOUND])).toBe(false);
  expect(isExcepted('getModule 4040', [NOT_FOUND])).toBe(false);
  expect(isExcepted('listModules 200', [PAGE])).toBe(false);
  expect(isExcepted('listModules 200 pages', [PAGE])).toBe(false);
});

test('what is missing is what was not exercised and is no exception', () => {
  const counts = allBut('getModule 404', 'getModule 429', 'listModules 200 page');
  expect(missingIn(counts.statuses, [NOT_FOUND])).toEqual(['getModule 429']);
  expect(missingIn(counts.statuses)).toEqual(['getModule 404', 'getModule 429']);
  expect(missingIn(counts.examples, [PAGE])).toEqual([]);
});

test('an exception is stale where it was exercised, or where the contract does not have it', () => {
  const gone = { ...NOT_FOUND, name: 'getModule 418' };
  expect(staleExceptions(allBut('getModule 404'), [NOT_FOUND, PAGE, gone])).toEqual([PAGE, gone]);
});

test('every exception of the list is of something in the contract, has a reason, and is there once for a kind of run', () => {
  expect(staleExceptions(emptyCoverage(), EXCEPTIONS)).toEqual([]);
  expect(EXCEPTIONS.filter(({ reason }) => reason.length < 20)).toEqual([]);
  const names = EXCEPTIONS.flatMap(({ name, by }) => by.map((run) => `${run}: ${name}`));
  expect(new Set(names).size).toBe(names.length);
});
