import type { fields, Resource } from '../generated/fields.ts';

/**
 * Names and types of fields, taken from the table that is derived from the contract: what filters, orders and selections
 * may name.
 */
export type Fields = Readonly<Record<string, { readonly type: string; readonly sensitive?: true }>>;

/** The fields of a resource. */
export type ScopeOf<R extends Resource> = (typeof fields)[R];

/** The fields of one element of a collection; `self()` is the element itself. */
export type ElementOf<S extends Fields, Collection extends string> = {
  [Path in keyof S & string as Path extends `${Collection}[]`
    ? 'self()'
    : Path extends `${Collection}[].${infer Name}`
      ? Name
      : never]: S[Path];
};

/** What a field of each type is compared with. */
export interface Values {
  text: string;
  number: number;
  boolean: boolean;
  timestamp: Date | string;
}

/** Names of fields outside collections: `any` and `all` lead into one. */
export type Reachable<S extends Fields> = Exclude<keyof S & string, `${string}[]${string}`>;

/** Names of the reachable fields of some types. */
export type Named<S extends Fields, Type> = {
  [Name in Reachable<S>]: S[Name]['type'] extends Type ? Name : never;
}[Reachable<S>];

/** The same without secrets, which can be found by their full value only. */
export type Open<S extends Fields, Type> = {
  [Name in Named<S, Type>]: S[Name] extends { readonly sensitive: true } ? never : Name;
}[Named<S, Type>];

/** Names of the fields that have one value. */
export type Scalar<S extends Fields> = Named<S, keyof Values>;

export type ValueOf<S extends Fields, Name extends string> = S[Name] extends {
  readonly type: infer T extends keyof Values;
}
  ? Values[T]
  : never;

/** Fields to order by; `-` is descending. */
export type OrderEntry<R extends Resource> = `${'' | '+' | '-'}${Open<ScopeOf<R>, keyof Values>}`;

/** A path as `select` writes it: into the elements of a collection as into an object. */
type Plain<Path extends string> = Path extends `${infer Before}[]${infer After}` ? Plain<`${Before}${After}`> : Path;

/**
 * Fields to add to the default ones, or with `-` to take away; `*` is every field. A reference (`account`) is all that it
 * refers to, and `modules.name` is the name of each module.
 */
export type SelectEntry<R extends Resource> = `${'' | '+' | '-'}${'*' | Plain<keyof ScopeOf<R> & string>}`;
