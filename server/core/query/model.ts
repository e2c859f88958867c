/**
 * The filter language once more, as plain as can be and from nothing of the server's: trees, their text, and what they
 * mean for a row in memory. Tests hold the server's translation to SQL against it.
 */
export type Value = string | number | boolean | null;
export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type Kind = 'text' | 'number' | 'boolean' | 'date' | 'enum';

/** A row by the names of its fields; a collection is a list of rows, whose field `self()` is the element itself. */
export interface Row {
  [field: string]: Value | Row[];
}

export type Tree =
  | { op: 'and' | 'or'; terms: Tree[] }
  | { op: 'not'; term: Tree }
  | { op: Comparison; kind: Kind; field: string; value: string | number | boolean }
  | { op: Comparison; kind: Kind; field: string; other: string }
  | { op: 'isNull' | 'hasValue'; field: string }
  | { op: 'like' | 'ilike'; field: string; pieces: string[] }
  | { op: 'in' | 'out'; kind: Kind; field: string; values: (string | number | boolean)[] }
  | { op: 'any' | 'all'; field: string; term: Tree }
  | { op: 'some'; field: string };

export interface Sort {
  field: string;
  descending: boolean;
}

export function render(tree: Tree): string {
  switch (tree.op) {
    case 'and':
    case 'or':
      return `${tree.op}(${tree.terms.map(render)})`;
    case 'not':
      return `not(${render(tree.term)})`;
    case 'isNull':
      return `eq(${tree.field},null())`;
    case 'hasValue':
      return `ne(${tree.field},null())`;
    case 'like':
    case 'ilike':
      return `${tree.op}(${tree.field},${quote(tree.pieces.map((piece) => piece.replaceAll('*', '\\*')).join('*'))})`;
    case 'in':
    case 'out':
      return `${tree.op}(${tree.field},(${tree.values.map((value) => text(value, tree.kind))}))`;
    case 'any':
    case 'all':
      return `${tree.op}(${tree.field},${render(tree.term)})`;
    case 'some':
      return `any(${tree.field})`;
    default:
      return `${tree.op}(${tree.field},${'other' in tree ? tree.other : text(tree.value, tree.kind)})`;
  }
}

function text(value: string | number | boolean, kind: Kind): string {
  if (kind === 'date') return quote(new Date(Number(value)).toISOString());
  return quote(kind === 'enum' ? otherCase(String(value)) : String(value));
}

/** A value of an enum as nobody writes it: its case does not matter. */
function otherCase(value: string): string {
  return value.length % 2 === 0 ? value.toUpperCase() : value.toLowerCase();
}

/** In double quotes; double quotes themselves stand in single ones. */
function quote(value: string): string {
  if (!value.includes('"')) return `"${value}"`;
  const pieces = value.match(/"+|[^"]+/g) ?? [];
  return pieces.map((piece) => (piece.startsWith('"') ? `'${piece}'` : `"${piece}"`)).join('');
}

export function holds(tree: Tree, row: Row): boolean {
  switch (tree.op) {
    case 'and':
      return tree.terms.every((term) => holds(term, row));
    case 'or':
      return tree.terms.some((term) => holds(term, row));
    case 'not':
      return !holds(tree.term, row);
    case 'isNull':
      return row[tree.field] === null;
    case 'hasValue':
      return row[tree.field] !== null;
    case 'like':
      return typeof row[tree.field] === 'string' && pattern(tree.pieces).test(String(row[tree.field]));
    case 'ilike':
      return typeof row[tree.field] === 'string' && pattern(tree.pieces.map(fold)).test(fold(String(row[tree.field])));
    case 'in':
      return tree.values.some((value) => row[tree.field] === value);
    case 'out':
      return tree.values.every((value) => row[tree.field] !== value);
    case 'any':
      return elements(row, tree.field).some((element) => holds(tree.term, element));
    case 'all':
      return elements(row, tree.field).every((element) => holds(tree.term, element));
    case 'some':
      return elements(row, tree.field).length > 0;
    default:
      return compares(tree.op, row[tree.field], 'other' in tree ? row[tree.other] : tree.value);
  }
}

function elements(row: Row, field: string): Row[] {
  const value = row[field];
  return Array.isArray(value) ? value : [];
}

function compares(op: Comparison, left: Row[string] | undefined, right: Row[string] | undefined): boolean {
  if (left === null || right === null || left === undefined || right === undefined) return false;
  const order = rank(left, right);
  if (op === 'eq' || op === 'ne') return (order === 0) === (op === 'eq');
  return op[0] === 'g' ? order > 0 || (order === 0 && op === 'ge') : order < 0 || (order === 0 && op === 'le');
}

/** Nothing is less than everything. */
function rank(left: Row[string] | undefined, right: Row[string] | undefined): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  if (typeof left === 'string' && typeof right === 'string') return byCodePoint([...left], [...right]);
  return Number(left) - Number(right);
}

function byCodePoint(left: readonly string[], right: readonly string[]): number {
  const at = left.findIndex((letter, index) => letter !== right[index]);
  if (at < 0) return left.length - right.length;
  return (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? -1);
}

export function sorted(rows: readonly Row[], order: readonly Sort[]): Row[] {
  return rows.toSorted((a, b) => {
    for (const { field, descending } of [...order, { field: 'id', descending: false }]) {
      const difference = rank(a[field], b[field]);
      if (difference !== 0) return descending ? -difference : difference;
    }
    return 0;
  });
}

/** Letter by letter, so that no letter depends on its neighbours. */
function fold(value: string): string {
  return Array.from(value.toUpperCase(), (letter) => letter.toLowerCase()).join('');
}

function pattern(pieces: readonly string[]): RegExp {
  return new RegExp(`^${pieces.map((piece) => escaped(piece)).join('[^]*')}$`, 'u');
}

function escaped(literal: string): string {
  return literal.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
