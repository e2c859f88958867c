import { expect, test } from 'vitest';
import { accept } from './accepted.ts';
import type { ReportedChange } from './report.ts';

const AT = '#/components/schemas/List';

const change = (pointer: string, property: string): ReportedChange => ({
  path: '#/paths/x',
  typeName: 'Schema',
  kind: 'modified',
  impact: 'major',
  property,
  verdicts: [{ ruleId: 'schema-constraint-changed', message: `\`${property}\` was set.` }],
  revision: { pointer, value: 100 },
});

const acceptance = { since: '1.0.0', at: AT, keyword: 'maxItems', reason: 'Nobody has so many.' };

test('an accepted change is told with its reason and counts as an addition; every other stays as it is', () => {
  const others = [change(AT, 'minItems'), change('#/components/schemas/Other', 'maxItems')];
  const { changes, stale } = accept([change(`${AT}/maxItems`, 'maxItems'), ...others], [acceptance]);
  expect(changes[0]).toMatchObject({
    impact: 'minor',
    verdicts: [{ message: '`maxItems` was set. Accepted: Nobody has so many.' }],
  });
  expect(changes.slice(1)).toEqual(others);
  expect(stale).toEqual([]);
});

test('an acceptance of what did not change is found', () => {
  expect(accept([change(AT, 'minItems')], [acceptance]).stale).toEqual([acceptance]);
});
