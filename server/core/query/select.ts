import { type FieldTable, fieldTree, lower, type TreeField } from './fields.ts';
import { parseSelect } from './grammar.ts';
import type { Part } from './part.ts';

type Representation = object;

/** A representation, and what is sent of it. */
export interface Applied {
  whole: Representation;
  sent: object;
}

/** What is sent of a value: all of it, nothing, or of its fields (those of each element) what each of them says. */
type Sent = 'all' | 'nothing' | ReadonlyMap<string, Sent>;

/**
 * Why a field is sent or not: by default, because `*` was said, or because it or what it is in was named. What is in it
 * goes by that, unless something was said of it too.
 */
interface Reason {
  isSent: boolean;
  by: 'default' | 'star' | 'name';
}

/**
 * Which fields of a representation are sent [select.additive] [select.part]. What was said of a field or, failing that, of what
 * contains it, decides; where both `+` and `-` were said of the same, `+` does. So `+` beats any `-`, also one of
 * `-*` or of the whole it is in, and `+audit,-audit.updated` is audit without its update. What nothing was said of
 * is there by default, but for what the field table omits and for what a reference only leads to.
 *
 * Elements of a collection have the fields that the path of the collection leads to [select.collections]. A reference that
 * is named has all that its resource has by default [select.references].
 */
export class Selection {
  /** Whether nothing was said. */
  readonly isDefault: boolean;
  readonly #sent: ReadonlyMap<string, Sent>;

  /** @param said Path, without brackets → true for `+` and false for `-`; `*` is the path of everything. */
  constructor(table: FieldTable, said: ReadonlyMap<string, boolean>) {
    this.isDefault = said.size === 0;
    const star = said.get('*');
    const reason: Reason = star === undefined ? { isSent: true, by: 'default' } : { isSent: star, by: 'star' };
    const fields = Array.from(fieldTree(table).fields, ([name, field]) => [name, sentOf(field, said, reason)] as const);
    this.#sent = new Map(fields);
  }

  /** Whether anything of a field is sent: what is not, need not be fetched. */
  includes(path: string): boolean {
    let sent: Sent | undefined = this.#sent;
    for (const name of path.split('.')) {
      if (typeof sent !== 'object') break;
      sent = sent.get(name);
    }
    return sent !== 'nothing';
  }

  /** The representation without what is left out, and without objects and collections of which nothing is left. */
  apply(representation: Representation): Record<string, unknown> {
    return prune(representation, this.#sent);
  }

  /**
   * `$meta.omitted` of one representation, or of all those of a list: the top-level fields that had a value in one of them
   * and of which nothing was sent; of an empty list, those that any item would lack [select.omitted].
   */
  omitted(pairs: readonly Applied[]): string[] {
    const isLost = (name: string) =>
      pairs.some(({ whole, sent }) => hasValue(whole, name) && !Object.hasOwn(sent, name));
    const names = [...this.#sent.keys()];
    return names.filter((name) => (pairs.length > 0 ? isLost(name) : this.#sent.get(name) === 'nothing'));
  }
}

/** Table → what is sent where nothing is said: of most requests. */
const defaults = new WeakMap<FieldTable, Selection>();

/** The selection of whoever says nothing. */
export function selectDefault(table: FieldTable): Selection {
  const known = defaults.get(table) ?? new Selection(table, new Map());
  defaults.set(table, known);
  return known;
}

/** The selection of a `select` parameter, or the default one. Unknown names are ignored. */
export function readSelect(part: Part | undefined, table: FieldTable): Selection {
  if (!part) return selectDefault(table);
  const { paths } = fieldTree(table);
  const said = new Map<string, boolean>();
  for (const { remove, path } of parseSelect(part)) {
    const known = path === '*' ? path : paths.get(lower(path));
    if (known) said.set(known, !remove || said.get(known) === true);
  }
  return new Selection(table, said);
}

/** Every field, also those omitted by default: the answer to a create. */
export function selectAll(table: FieldTable): Selection {
  return new Selection(table, new Map([['*', true]]));
}

function sentOf(field: TreeField, said: ReadonlyMap<string, boolean>, whole: Reason): Sent {
  const own = said.get(field.path);
  const reason: Reason = own === undefined ? inherited(field, whole) : { isSent: own, by: 'name' };
  const parts = Array.from(field.fields, ([name, part]) => [name, sentOf(part, said, reason)] as const);
  if (parts.every(([, sent]) => sent === 'nothing')) return reason.isSent && parts.length === 0 ? 'all' : 'nothing';
  return parts.every(([, sent]) => sent === 'all') ? 'all' : new Map(parts);
}

function inherited({ omitted, beyond }: TreeField, whole: Reason): Reason {
  if (!whole.isSent) return whole;
  switch (whole.by) {
    case 'default':
      return { ...whole, isSent: !omitted && !beyond };
    case 'star':
      return { ...whole, isSent: !beyond };
    case 'name':
      return { ...whole, isSent: !omitted };
  }
}

function prune(object: object, fields: ReadonlyMap<string, Sent>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const name of Object.keys(object)) {
    const left = leftOf((object as Record<string, unknown>)[name], fields.get(name) ?? 'all');
    if (left !== undefined) kept[name] = left;
  }
  return kept;
}

/** What is left of a value; undefined where nothing is. An element of which nothing is left keeps its place. */
function leftOf(value: unknown, sent: Sent): unknown {
  if (sent === 'nothing') return undefined;
  if (sent === 'all' || typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) {
    const part = prune(value, sent);
    return isEmpty(part) ? undefined : part;
  }
  const elements = value.map((element) => (isObject(element) ? prune(element, sent) : element));
  return value.length > 0 && elements.every((element) => isObject(element) && isEmpty(element)) ? undefined : elements;
}

function hasValue(whole: object, name: string): boolean {
  return ((whole as Record<string, unknown>)[name] ?? null) !== null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isEmpty(object: object): boolean {
  return Object.keys(object).length === 0;
}
