/** The types of a field that has one value. */
export type ScalarType = 'text' | 'number' | 'boolean' | 'timestamp';

/** The fields of a resource by dotted path, `[]` standing for the elements of a collection: `generated/fields.ts`. */
export type FieldTable = Readonly<Record<string, TableEntry>>;

interface TableEntry {
  readonly type: ScalarType | 'object' | 'collection';
  readonly sensitive?: true;
  readonly omitted?: true;
  /** Of an enum: compared ignoring case, and with nothing else [rql.enums]. */
  readonly values?: readonly string[];
  /** The resource that the field is of, where a reference leads to it without having it itself [rql.references]. */
  readonly of?: string;
}

export type PathOf<T extends FieldTable> = keyof T & string;

export interface KnownField<P extends string> extends TableEntry {
  path: P;
}

export interface KnownScalar<P extends string> extends KnownField<P> {
  readonly type: ScalarType;
}

/** The names that a condition can use: those of the resource or, inside `any` and `all`, of one element. */
export class Scope<P extends string> {
  readonly #index: ReadonlyMap<string, KnownField<P>>;
  readonly #prefix: string;
  /** What `self()` is: nothing that could be compared in the resource itself. */
  readonly self: KnownField<P> | undefined;

  private constructor(index: ReadonlyMap<string, KnownField<P>>, prefix: string, self?: KnownField<P>) {
    this.#index = index;
    this.#prefix = prefix;
    this.self = self;
  }

  static of<T extends FieldTable>(table: T): Scope<PathOf<T>> {
    return new Scope(indexOf(table), '');
  }

  /** A field by its name, whatever the case. Brackets are the table's own, so no name reaches into a collection. */
  find(name: string): KnownField<P> | undefined {
    return name.includes('[') ? undefined : this.#index.get(lower(this.#prefix + name));
  }

  /** The collection that a path tries to go through, if it does. */
  collectionOn(name: string): KnownField<P> | undefined {
    for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      const field = this.find(name.slice(0, dot));
      if (field?.type === 'collection') return field;
    }
    return undefined;
  }

  element(collection: KnownField<P>): Scope<P> {
    const element = `${collection.path}[]`;
    return new Scope(this.#index, `${element}.`, this.#index.get(lower(element)));
  }
}

/** A field as `select` sees it: elements are no level of their own, what is said of a collection holds for each of them. */
export interface TreeField {
  path: string;
  omitted: boolean;
  /** Whether a reference only leads to it. */
  beyond: boolean;
  fields: Map<string, TreeField>;
}

export interface FieldTree {
  fields: Map<string, TreeField>;
  /** Name in lower case → path, both without brackets. */
  paths: ReadonlyMap<string, string>;
}

const trees = new WeakMap<FieldTable, FieldTree>();

/** The fields of a table by what they are in; a name may itself contain dots (`group.buyers`). */
export function fieldTree(table: FieldTable): FieldTree {
  const known = trees.get(table) ?? buildTree(table);
  trees.set(table, known);
  return known;
}

function buildTree(table: FieldTable): FieldTree {
  const found = new Map<string, TreeField>();
  const root: FieldTree['fields'] = new Map();
  for (const [bracketed, { omitted = false, of }] of Object.entries(table)) {
    const path = bracketed.replaceAll('[]', '');
    if (found.has(path)) continue;
    const field = { path, omitted, beyond: of !== undefined, fields: new Map() };
    const parent = nearest(path, found);
    (parent?.fields ?? root).set(parent ? path.slice(parent.path.length + 1) : path, field);
    found.set(path, field);
  }
  return { fields: root, paths: new Map(Array.from(found.keys(), (path) => [lower(path), path])) };
}

/** What a field is in: tables name it before. */
function nearest(path: string, found: ReadonlyMap<string, TreeField>): TreeField | undefined {
  for (let dot = path.lastIndexOf('.'); dot >= 0; dot = path.lastIndexOf('.', dot - 1)) {
    const whole = found.get(path.slice(0, dot));
    if (whole) return whole;
  }
  return undefined;
}

const indexes = new WeakMap<FieldTable, ReadonlyMap<string, KnownField<string>>>();

function indexOf<T extends FieldTable>(table: T): ReadonlyMap<string, KnownField<PathOf<T>>> {
  const known =
    indexes.get(table) ?? new Map(Object.entries(table).map(([path, field]) => [lower(path), { path, ...field }]));
  indexes.set(table, known);
  return known as ReadonlyMap<string, KnownField<PathOf<T>>>;
}

/** Names are ASCII, so no other letter may become one of theirs (the Kelvin sign would be a k). */
export function lower(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
