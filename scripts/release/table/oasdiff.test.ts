/** A second opinion: every check of oasdiff, its change compared by our gate, and why the verdicts differ where they do. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compare } from '../compare.ts';
import type { Contract } from '../contract.ts';
import { impactOf } from '../report.ts';
import { runInOneProcess } from '../testing.ts';
import { compareAll } from './batch.ts';
import { DOCUMENT } from './document.ts';
import { changeOf, DOCUMENTS } from './oasdiff.ts';

/** What a contract cannot have, or what is judged elsewhere. */
const NO_CHANGE: Record<string, string> = {
  sunset: 'OpenAPI has no dates on which something ends: what is deprecated stays until a major version.',
  stability: 'OpenAPI has no levels of stability: what is released is stable.',
  version: 'Not a change but the answer to one: `decide` says what the version must be.',
};

/** Why we rate a change otherwise. */
const REASONS: Record<string, string> = {
  address: 'Clients that know how and where to authenticate are turned away.',
  answered: 'No answer has the property any more: to its readers it is gone.',
  credential: 'A credential is needed where none was.',
  default: 'The same request, which leaves the value out, means something else.',
  deprecated: 'A deprecation announces, and what goes needs a major version all the same.',
  discriminator: 'Those who tell values apart by it read or write another schema; to oasdiff it is a hint.',
  fewer: 'A request has to fulfil less than before.',
  ignored: 'As with a property: what is sent under such a name is ignored, a success without the effect.',
  limits: 'Limits grow with what requests may send, and readers are told to expect it; one that goes is breaking.',
  more: 'The answer has a property more.',
  named: 'Those who ask for a media type by its name, or compare it, miss it.',
  place: 'What stands at that place was free before: a schema for it narrows. To oasdiff the list gets longer.',
  promise: 'What the server did where nothing was sent is promised now.',
  promised: 'What every answer was promised to fulfil may not hold any more.',
  scope: 'Credentials with the scopes that were enough are not enough, or cannot be asked for any more.',
  sent: 'Requests with the property, or without it, were right and are rejected.',
  status: 'Clients tell errors apart by their status.',
  typed: 'A type is a type to those who parse by it and to generated code, whatever it is carried in.',
  unknown: 'Of two patterns nobody can say which is wider.',
  'unknown-answer': 'An answer may be what no client knows yet.',
};

const ROWS = readFileSync(new URL('oasdiff.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(/ +/) as [check: string, level: string, ours: string, why?: string]);

const agrees = (level: string, ours: string) => (level === 'info') === (ours !== 'major');

describe('of the checks of oasdiff', () => {
  test('each that a contract can have is compared', async () => {
    const rows = ROWS.flatMap(([check, , ours]) => {
      const change = changeOf(check);
      return change ? [{ check, ours, ...change }] : [];
    });
    const outcomes = await compareAll(rows);
    const found = rows.map(({ check }, index) => `${check}: ${outcomes[index]?.impact}`);
    expect(found).toEqual(rows.map(({ check, ours }) => `${check}: ${ours}`));
  });

  test.each(ROWS.filter(([check]) => check in DOCUMENTS))(
    '%s is rated by the whole document',
    async (check, _level, ours) => {
      const [before, after] = (DOCUMENTS[check] ?? []).map(
        (fields) => ({ ...DOCUMENT, ...fields }) as unknown as Contract,
      );
      if (!before || !after) throw new Error('It has two sides.');
      expect(impactOf((await compare(before, after, runInOneProcess)).changes)).toBe(ours);
    },
  );

  test('each that a contract cannot have has a reason, and no other', () => {
    const without = ROWS.filter(([check]) => !changeOf(check) && !(check in DOCUMENTS));
    expect(without.filter(([, , ours, why = '']) => ours !== '-' || !(why in NO_CHANGE))).toEqual([]);
    expect(ROWS.filter(([, , ours]) => ours === '-')).toEqual(without);
  });

  test('each that we rate otherwise has a reason, and no other', () => {
    const rated = ROWS.filter(([, , ours]) => ours !== '-');
    expect(rated.filter(([, level, ours, why]) => agrees(level, ours) === (why ?? '') in REASONS)).toEqual([]);
    const used = new Set(rated.map(([, , , why]) => why));
    expect(Object.keys(REASONS).filter((reason) => !used.has(reason))).toEqual([]);
  });

  test('none is there twice', () => {
    expect(new Set(ROWS.map(([check]) => check)).size).toBe(ROWS.length);
    expect(ROWS.length).toBe(509);
  });
});
