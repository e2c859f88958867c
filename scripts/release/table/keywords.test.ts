/** Every keyword and what each change of it asks for: the table, each row compared. */
import { describe, expect, test } from 'vitest';
import { compare } from '../compare.ts';
import type { Contract } from '../contract.ts';
import { runInOneProcess } from '../testing.ts';
import { compareAll, type Fragment, outcomeOf, type Part } from './batch.ts';
import { DOCUMENT, DOCUMENT_ROWS, type DocumentRow, STEPS } from './document.ts';
import { type Direction, OBJECTS, SHARED_OBJECTS } from './objects.ts';
import { PART_ROWS } from './parts.ts';
import { SCHEMA_ROWS } from './schema.ts';

const DIRECTIONS: readonly Direction[] = ['request', 'answer'];

interface Case {
  name: string;
  before: Part;
  after: Part;
  verdict: string | undefined;
}

/** A keyword of an object that changes; twice where it may be in requests and in answers. */
function casesOf(
  objects: typeof OBJECTS,
  type: string,
  [keyword, what, before, after, verdicts]: readonly [string, string, Fragment, Fragment, string, ...unknown[]],
  beside: Fragment = {},
): Case[] {
  const build = objects[type];
  if (!build) return [];
  const hasDirections = build.length > 1;
  const [inRequest, inAnswer = inRequest] = verdicts.split(' ');
  return DIRECTIONS.slice(0, hasDirections ? 2 : 1).map((direction) => ({
    name: `${type}.${keyword} ${what}${hasDirections ? ` in ${direction}` : ''}`,
    before: build({ ...beside, [keyword]: before }, direction),
    after: build({ ...beside, [keyword]: after }, direction),
    verdict: direction === 'request' ? inRequest : inAnswer,
  }));
}

const rowsIn = (objects: typeof OBJECTS) => [
  ...SCHEMA_ROWS.flatMap((row) => casesOf(objects, 'Schema', row, row[5])),
  ...Object.entries(PART_ROWS).flatMap(([type, rows]) => rows.flatMap((row) => casesOf(objects, type, row))),
];

describe.each([
  ['where it is used', rowsIn(OBJECTS)],
  ['in a shared part', rowsIn(SHARED_OBJECTS)],
])('each change of each keyword, %s,', async (_where, cases) => {
  const outcomes = await compareAll(cases);

  test('has a verdict, in requests and in answers', () => {
    const found = cases.map(({ name }, index) => `${name}: ${outcomes[index]?.impact}`);
    expect(found).toEqual(cases.map(({ name, verdict }) => `${name}: ${verdict}`));
  });

  test('is told in a sentence of words', () => {
    const sentences = outcomes.flatMap(({ told }) => told);
    expect(new Set(sentences.filter((sentence) => !isSentence(sentence)))).toEqual(new Set());
  });
});

test('there is a place for each object that has rows', () => {
  expect(Object.keys(PART_ROWS).filter((type) => !OBJECTS[type])).toEqual([]);
});

describe.each(STEPS)('each keyword of a document that is %s', async (step) => {
  const rows = DOCUMENT_ROWS.filter(([, , , , , verdicts]) => verdicts[STEPS.indexOf(step)] !== 'never');
  const comparison = await compare(
    documentOf(rows, (before) => (step === 'added' ? undefined : before)),
    documentOf(rows, (before, after) => (step === 'added' ? before : step === 'changed' ? after : undefined)),
    runInOneProcess,
  );

  test.each(rows)('has a verdict: %s.%s', (_type, _place, _before, _after, at, verdicts) => {
    const [path = '', keyword] = at.split(' ');
    const changes = comparison.changes.filter((change) =>
      keyword ? change.path === path && change.property === keyword : change.path.startsWith(path),
    );
    const { impact, told } = outcomeOf(changes, comparison);
    expect(impact).toBe(verdicts[STEPS.indexOf(step)]);
    expect(told.filter((sentence) => !isSentence(sentence))).toEqual([]);
  });
});

function documentOf(rows: readonly DocumentRow[], chosen: (before: Fragment, after: Fragment) => Fragment): Contract {
  const document: Fragment = structuredClone(DOCUMENT);
  for (const [, place, before, after] of rows) {
    const value = chosen(before, after);
    if (value === undefined) continue;
    const names = place.split('/');
    const last = names.pop() ?? '';
    const holder = names.reduce((part, name) => (part[name] ??= {}), document);
    holder[last] = typeof value === 'object' && !Array.isArray(value) ? { ...holder[last], ...value } : value;
  }
  return document;
}

/** Words of people outside of what is quoted: no type of Redocly's, nothing undefined. */
function isSentence(text: string): boolean {
  const words = text.replaceAll(/`[^`]*`|'[^']*'/g, '');
  return (
    /^[A-Z`].*\.$/.test(text) && !/undefined|[a-z][A-Z]|[a-z](list|map)\b/.test(words) && !text.includes('`undefined`')
  );
}
