/** The fields of a resource, as `generated/fields.ts` lists them. */
export type FieldTable = Readonly<Record<string, { readonly type: string; readonly omitted?: true }>>;

/** What `select` leaves of a representation: any field, at any depth outside collections, may be gone. */
export type Selected<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: Selected<T[K]> } : T;

export interface Select {
  /** The selected fields of a representation. */
  prune<T extends object>(representation: T): Selected<T>;
  /** The same with its `$meta`: only fields that had a value are called omitted. */
  apply<T extends object>(representation: T): Selected<T> & { $meta: { omitted: string[] } };
  /** The fields left out of every representation, whether they have a value or not. */
  readonly omitted: string[];
}

/**
 * Reads `select` (behaviour page, section 5): it is additive on the default set, `+x` or `x` adds, `-x` removes, an
 * explicit `+` beats any `-`, `*` is every field. Names ignore case; unknown ones are ignored.
 * @param text Decoded, so that a `+` may have become a space.
 */
export function parseSelect(text: string, table: FieldTable): Select {
  const names = new Map(Object.keys(table).map((path) => [path.toLowerCase(), path]));
  const added = new Set<string>();
  const removed = new Set<string>();
  for (const term of text.split(',')) {
    const [, sign, name = ''] = /^\s*([+-]?)\s*(.*?)\s*$/.exec(term) ?? [];
    const path = name === '*' ? '*' : names.get(name.toLowerCase());
    if (path !== undefined && !path.includes('[]')) (sign === '-' ? removed : added).add(path);
  }
  for (const path of added) removed.delete(path);

  const isDefault = (path: string) => {
    if (added.has('*')) return true;
    return !removed.has('*') && table[path]?.omitted !== true;
  };
  const isKept = (path: string, inherited: boolean) => added.has(path) || (inherited && !removed.has(path));
  const keepsPartOf = (path: string) => [...added].some((other) => other.startsWith(`${path}.`));
  const topLevel = Object.keys(table).filter((path) => !/[.[]/.test(path));
  const isLeftOut = (path: string) => !isKept(path, isDefault(path)) && !keepsPartOf(path);
  const omitted = [
    ...topLevel.filter(isLeftOut),
    ...[...removed].filter((path) => path.includes('.') && !isLeftOut(path.split('.')[0] ?? path)),
  ];

  function pruneValue(value: unknown, path: string, inherited: boolean): unknown {
    const kept = isKept(path, inherited);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return kept ? value : undefined;
    const inside = pruneObject(value, `${path}.`, () => kept);
    return kept || Object.keys(inside).length > 0 ? inside : undefined;
  }

  function pruneObject(object: object, prefix: string, inherited: (path: string) => boolean): object {
    const entries = Object.entries(object).map(([name, value]) => {
      const path = prefix + name;
      return [name, pruneValue(value, path, inherited(path))];
    });
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }

  return {
    omitted,
    prune: <T extends object>(representation: T) => pruneObject(representation, '', isDefault) as Selected<T>,
    apply(representation) {
      const withValue = omitted.filter((path) => valueAt(representation, path) !== undefined);
      return { ...this.prune(representation), $meta: { omitted: withValue } };
    },
  };
}

function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], value);
}
