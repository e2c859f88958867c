/** The types of a field that has one value. */
export type ScalarType = 'text' | 'number' | 'boolean' | 'timestamp';

/** The fields of a resource by dotted path, `[]` standing for the elements of a collection: `generated/fields.ts`. */
export type FieldTable = Readonly<Record<string, TableEntry>>;

interface TableEntry {
  readonly type: ScalarType | 'object' | 'collection';
  readonly sensitive?: true;
  readonly omitted?: true;
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

const indexes = new WeakMap<FieldTable, ReadonlyMap<string, KnownField<string>>>();

function indexOf<T extends FieldTable>(table: T): ReadonlyMap<string, KnownField<PathOf<T>>> {
  const known =
    indexes.get(table) ?? new Map(Object.entries(table).map(([path, field]) => [lower(path), { path, ...field }]));
  indexes.set(table, known);
  return known as ReadonlyMap<string, KnownField<PathOf<T>>>;
}

/** Names are ASCII, so no other letter may become one of theirs (the Kelvin sign would be a k). */
function lower(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
