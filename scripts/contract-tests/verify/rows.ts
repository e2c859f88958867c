import { fields } from '../../../generated/fields.ts';
import type { Kind, Row, Value } from '../../../server/core/query/model.ts';

interface TableField {
  type: string;
  sensitive?: boolean;
  values?: readonly string[];
  of?: string;
}

type FieldTable = Readonly<Record<string, TableField>>;

export const KINDS: Readonly<Record<string, Kind>> = {
  text: 'text',
  number: 'number',
  boolean: 'boolean',
  timestamp: 'date',
};

/**
 * Fields of a token itself, by path; those inside collections have `[]` in theirs. Those that a reference only leads to are
 * not in a list that asks for no more than `audit`.
 */
export const tokenFields: FieldTable = Object.fromEntries(
  Object.entries<TableField>(fields.apiTokens).filter(([, { of }]) => of === undefined),
);

/** A token as filters see it: each field by its path, a collection as rows of its own, without a value `null`. */
export function tokenRow(token: object): Row {
  return rowOf(token, tokenFields);
}

function rowOf(value: unknown, table: FieldTable): Row {
  const row: Row = {};
  for (const [path, { type }] of Object.entries(table)) {
    if (path.includes('[]')) continue;
    const inner = valueAt(value, path);
    if (type === 'collection') row[path] = elementsOf(inner, path, table);
    else if (type !== 'object') row[path] = scalarOf(inner, type);
  }
  return row;
}

function elementsOf(value: unknown, path: string, table: FieldTable): Row[] {
  const elements: unknown[] = Array.isArray(value) ? value : [];
  const scalar = table[`${path}[]`]?.type ?? 'object';
  if (scalar !== 'object') return elements.map((element) => ({ 'self()': scalarOf(element, scalar) }));
  const inner = Object.entries(table).filter(([name]) => name.startsWith(`${path}[].`));
  const innerTable = Object.fromEntries(inner.map(([name, field]) => [name.slice(path.length + 3), field]));
  return elements.map((element) => rowOf(element, innerTable));
}

function scalarOf(value: unknown, type: string): Value {
  if (value === undefined || value === null) return null;
  return type === 'timestamp' ? Date.parse(String(value)) : (value as Value);
}

/** What stands at a path; a key may have dots itself, as `group.buyers` has. */
function valueAt(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Object.hasOwn(value, path)) return (value as Record<string, unknown>)[path];
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const key = path.slice(0, dot);
    if (Object.hasOwn(value, key)) return valueAt((value as Record<string, unknown>)[key], path.slice(dot + 1));
  }
  return undefined;
}
