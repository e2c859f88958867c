import { describe, expect, test } from 'vitest';
import { decide, type Question } from './decide.ts';
import type { Impact, ReportedChange } from './report.ts';
import { AS_RELEASED } from './testing.ts';

function changed(...impacts: Impact[]): ReportedChange[] {
  return impacts.map((impact) => ({ path: '#/', typeName: 'Root', kind: 'modified', impact, verdicts: [] }));
}

/** The question for a contract whose three versions agree. */
function raisedTo(version: string, changes: ReportedChange[], text = 'What changed.'): Question {
  const changelog = `# Changelog\n\n## ${version}\n\n${text}\n\n## 1.0.0\n\nThe first.\n`;
  return { released: '1.0.0', version, packageVersion: version, changelog, changes };
}

describe('while the version is the released one', () => {
  test.each([[changed()], [changed('patch')], [changed('minor', 'patch')], [changed('code')]])(
    'work goes on: %j',
    (changes) => {
      expect(decide({ ...AS_RELEASED, changes }).problems).toEqual([]);
    },
  );

  test('a breaking change is stopped and told what to do', () => {
    const { problems, needed } = decide({ ...AS_RELEASED, changes: changed('minor', 'major') });
    expect(needed).toBe('2.0.0');
    expect(problems).toEqual([
      '1 change breaks consumers of 1.0.0: take it back, or declare it by making info.version 2.0.0 and saying in CHANGELOG.md what to do.',
    ]);
  });
});

test('what the changelog says under Unreleased waits for a version', () => {
  const unreleased = (question: Question) => ({
    ...question,
    changelog: question.changelog.replace('## ', '## Unreleased\n\nWhat comes.\n\n## '),
  });
  expect(decide(unreleased({ ...AS_RELEASED, changes: changed('minor') })).problems).toEqual([]);
  expect(decide(unreleased(raisedTo('1.1.0', changed('minor')))).problems).toEqual([]);
  const forgotten = { ...unreleased({ ...AS_RELEASED, changes: [] }), version: '1.1.0', packageVersion: '1.1.0' };
  expect(decide(forgotten).problems).toEqual([expect.stringContaining('heading of CHANGELOG.md is 1.0.0')]);
});

test.each<[version: string, impact: Impact, passes: boolean]>([
  ['1.0.1', 'patch', true],
  ['1.1.0', 'patch', true],
  ['1.0.1', 'minor', false],
  ['1.1.0', 'minor', true],
  ['1.0.1', 'code', false],
  ['1.1.0', 'code', true],
  ['2.0.0', 'minor', true],
  ['1.1.0', 'major', false],
  ['2.0.0', 'major', true],
  ['3.0.0', 'major', true],
])('raised to %s, a change that is %s passes: %s', (version, impact, passes) => {
  const { problems } = decide(raisedTo(version, changed(impact)));
  expect(problems).toEqual(passes ? [] : [expect.stringContaining(`info.version is ${version}, make it `)]);
});

test('before the first release only the versions are checked', () => {
  const { released: _none, ...first } = AS_RELEASED;
  expect(decide({ ...first, released: undefined, changes: [] }).problems).toEqual([]);
  expect(decide({ ...first, released: undefined, packageVersion: '0.9.0', changes: [] }).problems).toHaveLength(1);
});

test.each<[string, Question, string]>([
  ['a lower version', raisedTo('0.9.0', []), 'lower than 1.0.0, which is released'],
  ['a pre-release', raisedTo('2.0.0-rc.1', []), 'three numbers and no more'],
  ['no version', raisedTo('next', []), 'three numbers and no more'],
  [
    'another package version',
    { ...AS_RELEASED, packageVersion: '1.0.1', changes: [] },
    'package.json has version 1.0.1',
  ],
  ['another heading', { ...AS_RELEASED, changelog: '## 0.9.0\n\nx', changes: [] }, 'CHANGELOG.md is 0.9.0'],
  ['no heading', { ...AS_RELEASED, changelog: '# Changelog\n', changes: [] }, 'CHANGELOG.md is missing'],
  ['an empty section', raisedTo('1.1.0', changed('minor'), ''), 'CHANGELOG.md says nothing under 1.1.0'],
])('%s is stopped', (_name, question, told) => {
  expect(decide(question).problems).toEqual([expect.stringContaining(told)]);
});
