import fc, { type Arbitrary } from 'fast-check';
import type { Kind, Row, Tree } from '../contract/rql-model.ts';
import { KINDS, tokenFields } from './rows.ts';

type Field = [path: string, kind: Kind];

/** A few texts that trip case, patterns and quoting, beside those that the rows have. */
const TEXTS = ['', 'a', '*', '%', '"', "'", 'STRASSE', 'straße', '(eq),&;|=', 'é', 'Ж', '😀', 'null()'];

/**
 * Filters of every operator over the fields of tokens, with values that the rows have, so that they hold for some and not
 * for others.
 */
export function filtersFor(rows: readonly Row[]): Arbitrary<Tree> {
  const scalars = Object.entries(tokenFields).flatMap(([path, { type, sensitive }]): Field[] => {
    const kind = KINDS[type];
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
  // The ends of a text that there is, with anything between them.
  const pieces = value.map((text) => [...String(text).slice(0, 1), ...['']].concat(String(text).slice(-1)));
  return [
    ...found,
    fc.record({ op: fc.constantFrom('like', 'ilike'), field, pieces: pieces.map((all) => all.map(wellFormed)) }),
  ];
}

// Half of a surrogate pair is no text.
function wellFormed(piece: string): string {
  return piece.isWellFormed() ? piece.replaceAll('\\', '') : '';
}

function overElements(field: string, inner: readonly Field[], rows: readonly Row[]): Arbitrary<Tree>[] {
  const elements = rows.flatMap((row) => row[field] as Row[]);
  const term = fc.oneof(...inner.flatMap((one) => comparisons(one, valuesIn(elements, one))));
  return [
    fc.record({ op: fc.constantFrom('any', 'all'), field: fc.constant(field), term }),
    fc.constant({ op: 'some', field }),
  ];
}
