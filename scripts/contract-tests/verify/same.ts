import type { Row } from '../../../server/core/query/model.ts';
import type { Probe } from './probe.ts';

/** @throws CheckFailure that names the first difference. */
export function expectSame(probe: Probe, sent: unknown, expected: unknown, place = 'the body'): void {
  const difference = differenceOf(sent, expected, place);
  if (difference !== undefined) probe.fail(difference);
}

function differenceOf(sent: unknown, expected: unknown, place: string): string | undefined {
  if (typeof sent !== 'object' || typeof expected !== 'object' || sent === null || expected === null) {
    // Values are not told: they may be credentials.
    return Object.is(sent, expected) ? undefined : `${place} is not what it should be`;
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(sent)])) {
    if (!Object.hasOwn(sent, key)) return `${place} lacks ${key}`;
    if (!Object.hasOwn(expected, key)) return `${place} has ${key}, which should not be there`;
    const [one, other] = [sent, expected].map((value) => (value as Record<string, unknown>)[key]);
    const inner = differenceOf(one, other, place === 'the body' ? key : `${place}.${key}`);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** @throws CheckFailure unless the items are those rows, in their order. */
export function expectIds(probe: Probe, data: readonly { id: string }[], rows: readonly Row[]): void {
  const listed = data.map(({ id }) => id).join(', ');
  const expected = rows.map(({ id }) => id).join(', ');
  probe.assert(listed === expected, `listed ${listed || 'nothing'}, expected ${expected || 'nothing'}`);
}
