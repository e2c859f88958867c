import fc, { type Arbitrary } from 'fast-check';
import type { Kind, Row, Tree } from '../../../server/core/query/model.ts';
import { KINDS, tokenFields } from './rows.ts';

type Field = [path: string, kind: Kind];

/** A few texts that trip case, patterns and quoting, beside those that the rows have. */
const TEXTS = ['', 'a', '*', '%', '"', "'", 'STRASSE', 'straße', '(eq),&;|=', 'é', 'Ж', '😀', 'null()'];

/**
 * Filters of every operator over the fields of tokens, with values that the rows have, so that they hold for some and not
 * for others.
 */
export function filtersFor(rows: readonly Row[]): Arbitrary<Tree> {
  const scalars = Object.entries(tokenFields).flatMap(([path, { type, sensitive, values }]): Field[] => {
    const kind = values ? 'enum' : KINDS[type];
    return kind && !path.includes('[]') && !sensitive ? [[path, kind]] : [];
  });
  const simple = scalars.flatMap((field) => comparisons(field, valuesIn(rows, field)));
  const collections = [
    ...overElements(
      'modules',
      [
        ['id', 'text'],
        ['name', 'text'],
        ['settings.paid', 'boolean'],
      ],
      rows,
    ),
    ...overElements('extensions', [['id', 'text']], rows),
  ];
  const leaf = fc.oneof(
    { weight: 6, arbitrary: fc.oneof(...simple) },
    { weight: 1, arbitrary: fc.oneof(...collections) },
  );
  return fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      leaf,
      fc.record({ op: fc.constantFrom('and', 'or'), terms: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ op: fc.constant('not'), term: tie('tree') }),
    ) as Arbitrary<Tree>,
  })).tree;
}

type Scalar = string | number | boolean;

function valuesIn(rows: readonly Row[], [path, kind]: Field): Scalar[] {
  const found = rows.map((row) => row[path]).filter((value) => value !== null && value !== undefined) as Scalar[];
  if (kind === 'enum') return [...(tokenFields[path]?.values ?? [])];
  if (kind === 'text') return [...found, ...TEXTS];
  if (kind === 'boolean') return [true, false];
  return [...found, kind === 'number' ? 2 : Date.UTC(2026, 0, 1)];
}

function comparisons([path, kind]: Field, values: readonly Scalar[]): Arbitrary<Tree>[] {
  const field = fc.constant(path);
  const value = fc.constantFrom(...values);
  const operators = kind === 'boolean' ? (['eq', 'ne'] as const) : (['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const);
  const found: Arbitrary<Tree>[] = [
    fc.record({ op: fc.constantFrom(...operators), kind: fc.constant(kind), field, value }),
    fc.record({
      op: fc.constantFrom('in', 'out'),
      kind: fc.constant(kind),
      field,
      values: fc.array(value, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ op: fc.constantFrom('isNull', 'hasValue'), field }),
  ];
  if (kind !== 'text') return found;
  // The ends of a text that there is, in one case or the other, with anything between them.
  const cased = fc.tuple(value, fc.constantFrom(String, upperCase, lowerCase)).map(([text, change]) => change(text));
  const pieces = cased.map((text) => [[...text].at(0) ?? '', '', [...text].at(-1) ?? ''].map(withoutEscape));
  return [...found, fc.record({ op: fc.constantFrom('like', 'ilike'), field, pieces })];
}

const upperCase = (value: Scalar) => String(value).toUpperCase();
const lowerCase = (value: Scalar) => String(value).toLowerCase();

// A backslash before an asterisk is no text.
function withoutEscape(piece: string): string {
  return piece.replaceAll('\\', '');
}

/** Each operator once or twice, with values that the rows have: what chance might leave out. */
export function everyOperator(rows: readonly Row[]): Tree[] {
  const kind = 'text';
  return rows
    .flatMap(({ name }): Tree[] => {
      const value = String(name);
      const other = value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase();
      return [
        ...(['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const).map((op): Tree => ({ op, kind, field: 'name', value })),
        { op: 'eq', kind, field: 'name', value: other },
        { op: 'in', kind, field: 'name', values: [value, other] },
        { op: 'out', kind, field: 'name', values: [value, other] },
        ...(['like', 'ilike'] as const).flatMap((op): Tree[] => [
          { op, field: 'name', pieces: [other] },
          { op, field: 'name', pieces: ['', value.slice(1), ''].map(withoutEscape) },
        ]),
      ];
    })
    .concat([
      { op: 'isNull', field: 'description' },
      { op: 'hasValue', field: 'description' },
      { op: 'ne', kind, field: 'description', value: '' },
      { op: 'out', kind, field: 'description', values: [''] },
      { op: 'some', field: 'modules' },
      { op: 'not', term: { op: 'some', field: 'extensions' } },
      { op: 'any', field: 'extensions', term: { op: 'eq', kind, field: 'id', value: 'EXT-0001' } },
      { op: 'all', field: 'extensions', term: { op: 'eq', kind, field: 'id', value: 'EXT-0001' } },
    ]);
}

function overElements(field: string, inner: readonly Field[], rows: readonly Row[]): Arbitrary<Tree>[] {
  const elements = rows.flatMap((row) => row[field] as Row[]);
  const term = fc.oneof(...inner.flatMap((one) => comparisons(one, valuesIn(elements, one))));
  return [
    fc.record({ op: fc.constantFrom('any', 'all'), field: fc.constant(field), term }),
    fc.constant({ op: 'some', field }),
  ];
}
