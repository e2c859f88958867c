import type { Resource } from '../generated/fields.ts';
import type { ElementOf, Fields, Named, Open, Scalar, ScopeOf, ValueOf, Values } from './fields.ts';
import { encode, Name, type Value } from './rql-text.ts';

/**
 * A condition in the filter language, encoded: append it bare to the query string, alone or joined to others by `&`.
 * It knows the fields it was made for, so a condition on modules does not pass for one on tokens.
 */
export type Condition<S extends Fields = ScopeOf<'apiTokens'>> = string & { readonly [scope]: (fields: S) => S };

/**
 * A filter in the filter language, as it stands in the query string: percent-encoded where it needs to be (`%26` for
 * `&`, `%2B` for `+`, `%25` for `%`). A condition made for another resource is none.
 */
export type RawFilter = string & { readonly [scope]?: never };

/** Another field, to compare a field with. */
export interface FieldOperand<S extends Fields, Name extends string> {
  readonly [operand]: (fields: S) => Name;
}

declare const scope: unique symbol;
declare const operand: unique symbol;

type Comparable<S extends Fields, Name extends string> =
  | ValueOf<S, Name>
  | FieldOperand<S, S[Name] extends { readonly type: infer T } ? Open<S, T> : never>;

type Ordered = 'text' | 'number' | 'timestamp';

/** The operators of the filter language, for the fields of a resource or of an element. */
export interface Rql<S extends Fields> {
  and(...terms: readonly [Condition<S>, ...Condition<S>[]]): Condition<S>;
  or(...terms: readonly [Condition<S>, ...Condition<S>[]]): Condition<S>;
  not(term: Condition<S>): Condition<S>;
  /** Exactly this value, case-sensitive. */
  eq<N extends Scalar<S>>(field: N, value: Comparable<S, N>): Condition<S>;
  /** Some other value; without a value it is not met. */
  ne<N extends Open<S, keyof Values>>(field: N, value: Comparable<S, N>): Condition<S>;
  /** Greater; text by code point. */
  gt<N extends Open<S, Ordered>>(field: N, value: Comparable<S, N>): Condition<S>;
  ge<N extends Open<S, Ordered>>(field: N, value: Comparable<S, N>): Condition<S>;
  lt<N extends Open<S, Ordered>>(field: N, value: Comparable<S, N>): Condition<S>;
  le<N extends Open<S, Ordered>>(field: N, value: Comparable<S, N>): Condition<S>;
  /** The whole text, where `*` is any run of characters; `escapeLike` for text that may contain one. */
  like(field: Open<S, 'text'>, pattern: string): Condition<S>;
  /** As `like`, ignoring case. */
  ilike(field: Open<S, 'text'>, pattern: string): Condition<S>;
  in<N extends Scalar<S>>(field: N, values: readonly ValueOf<S, N>[]): Condition<S>;
  /** None of these values, or no value at all. */
  out<N extends Open<S, keyof Values>>(field: N, values: readonly ValueOf<S, N>[]): Condition<S>;
  isNull(field: Open<S, keyof Values>): Condition<S>;
  isNotNull(field: Open<S, keyof Values>): Condition<S>;
  /** The empty text, which is a value. */
  isEmpty(field: Open<S, 'text'>): Condition<S>;
  /** One element meets the condition; without one: the collection is not empty. */
  any<C extends Named<S, 'collection'>>(
    collection: C,
    term?: (element: Rql<ElementOf<S, C>>) => Condition<ElementOf<S, C>>,
  ): Condition<S>;
  /** Every element meets the condition, also where there is none. */
  all<C extends Named<S, 'collection'>>(
    collection: C,
    term: (element: Rql<ElementOf<S, C>>) => Condition<ElementOf<S, C>>,
  ): Condition<S>;
  /** A field to compare with: `rql.lt('audit.created.at', rql.field('lastAccessAt'))`. */
  field<N extends Open<S, keyof Values>>(name: N): FieldOperand<S, N>;
  /**
   * Text to be taken literally inside a pattern. One limit of the language: a backslash cannot stand directly before
   * a wildcard, so `escapeLike(text) + '*'` does not work for a text that ends in one.
   */
  escapeLike(text: string): string;
}

/** The builder of a resource's filters. The fields are checked by the compiler alone: at run time all are one. */
export function rqlFor<R extends Resource>(): Rql<ScopeOf<R>> {
  return builder as unknown as Rql<ScopeOf<R>>;
}

const call =
  (operator: string) =>
  (...terms: string[]) =>
    `${operator}(${terms.join(',')})`;
const compare = (operator: string) => (field: string, value: Value) => call(operator)(field, encode(value));
const among = (operator: string) => (field: string, values: readonly Value[]) => {
  if (values.length === 0) throw new RangeError(`rql.${operator}: the filter language has no empty list of values.`);
  return call(operator)(field, call('')(...values.map(encode)));
};
const elements = (operator: string) => (collection: string, term?: (element: unknown) => string) =>
  term ? call(operator)(collection, term(builder)) : call(operator)(collection);

const builder = {
  and: call('and'),
  or: call('or'),
  not: call('not'),
  eq: compare('eq'),
  ne: compare('ne'),
  gt: compare('gt'),
  ge: compare('ge'),
  lt: compare('lt'),
  le: compare('le'),
  like: compare('like'),
  ilike: compare('ilike'),
  in: among('in'),
  out: among('out'),
  isNull: (field: string) => call('eq')(field, 'null()'),
  isNotNull: (field: string) => call('ne')(field, 'null()'),
  isEmpty: (field: string) => call('eq')(field, 'empty()'),
  any: elements('any'),
  all: elements('all'),
  field: (name: string) => new Name(name),
  escapeLike: (text: string) => text.replaceAll('*', '\\*'),
};

/** Filters for the tokens; `rqlFor<'modules'>()` and the like for other resources. */
export const rql = rqlFor<'apiTokens'>();
