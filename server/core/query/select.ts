import { type FieldTable, Scope } from './fields.ts';
import { parseSelect } from './grammar.ts';
import type { Part } from './part.ts';

type Representation = object;

/**
 * Which fields of a representation are sent [select.additive] [select.part]. What was said of a field or, failing that, of what
 * contains it, decides; where both `+` and `-` were said of the same, `+` does. So `+` beats any `-`, also one of
 * `-*` or of the whole it is in, and `+audit,-audit.updated` is audit without its update. What nothing was said of
 * is there by default, but for what the field table omits.
 */
export class Selection {
  readonly #table: FieldTable;
  /** Path → true for `+` and false for `-`; `*` is the path of everything. */
  readonly #said: ReadonlyMap<string, boolean>;

  constructor(table: FieldTable, said: ReadonlyMap<string, boolean>) {
    this.#table = table;
    this.#said = said;
  }

  /** Whether anything of a field is sent: what is not, need not be fetched. */
  includes(path: string): boolean {
    return this.#isWhole(path) || this.#parts(path).some((part) => this.#isWhole(part));
  }

  /** The representation without what is left out, and without objects of which nothing is left. */
  apply(representation: Representation): Record<string, unknown> {
    return this.#prune(representation, '');
  }

  /**
   * `$meta.omitted` of one representation, or of all those of a list: the fields that had a value in one of them and were
   * left out; of an empty list, those that any item would lack. A top-level field counts as left out when nothing of it is sent; a part of one is named only if it was
   * taken away by its own name (`-account.name`), since the rest of `+audit.created.at` goes without saying.
   */
  omitted(...representations: readonly Representation[]): string[] {
    const isTop = (path: string) => !/[.[]/.test(path);
    const candidates = Object.keys(this.#table).filter((path) => isTop(path) || this.#said.get(path) === false);
    const pairs = representations.map((whole) => ({ whole, sent: this.apply(whole) }));
    const isLost = (path: string) =>
      pairs.some(({ whole, sent }) => hasValue(valueAt(whole, path)) && !hasValue(valueAt(sent, path)));
    const lost = candidates.filter((path) => (pairs.length > 0 ? isLost(path) : !this.includes(path)));
    return lost.filter((path) => !lost.some((whole) => path.startsWith(`${whole}.`)));
  }

  #prune(object: Representation, prefix: string): Record<string, unknown> {
    const kept: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(object)) {
      const path = prefix + name;
      if (this.#isSplit(path) && isObject(value)) {
        const part = this.#prune(value, `${path}.`);
        if (Object.keys(part).length > 0) kept[name] = part;
      } else if (!Object.hasOwn(this.#table, path) || this.#isWhole(path)) kept[name] = value;
    }
    return kept;
  }

  /** Whether some of the object's parts were mentioned, so that each has to be asked for itself. */
  #isSplit(path: string): boolean {
    return this.#parts(path).length > 0;
  }

  #parts(path: string): string[] {
    return [...this.#said.keys()].filter((said) => said.startsWith(`${path}.`));
  }

  #isWhole(path: string): boolean {
    for (const whole of [...wholesOf(path), '*']) {
      const said = this.#said.get(whole);
      if (said !== undefined) return said;
    }
    return !wholesOf(path).some((whole) => this.#table[whole]?.omitted);
  }
}

/** The selection of a `select` parameter, or the default one. Unknown names, also those in collections, are ignored. */
export function readSelect(part: Part | undefined, table: FieldTable): Selection {
  const scope = Scope.of(table);
  const said = new Map<string, boolean>();
  for (const { remove, path } of part ? parseSelect(part) : []) {
    const known = path === '*' ? path : scope.find(path)?.path;
    if (known) said.set(known, !remove || said.get(known) === true);
  }
  return new Selection(table, said);
}

/** Every field, also those omitted by default: the answer to a create. */
export function selectAll(table: FieldTable): Selection {
  return new Selection(table, new Map([['*', true]]));
}

/** A path and all that contains it, nearest first: a.b.c, a.b, a. */
function wholesOf(path: string): string[] {
  const names = path.split('.');
  return names.map((_, drop) => names.slice(0, names.length - drop).join('.'));
}

function valueAt(representation: unknown, path: string): unknown {
  return path.split('.').reduce((value, name) => (isObject(value) ? value[name] : undefined), representation);
}

function hasValue(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
