import type { ScalarType } from './fields.ts';
import type { Pattern } from './text.ts';
import type { Scalar } from './values.ts';

/**
 * A filter bound to the fields of a resource: names resolved, values converted, nothing left that could fail. Both a
 * translator to SQL and an evaluation in memory are written from it.
 *
 * Every term is true or false, never unknown [rql.no-value]: `compare`, `like` and `in` are false where
 * a field they name has no value, `not` turns any false into true. So `ne` drops rows without a value and `not(eq)`
 * keeps them.
 *
 * Some operators of the language are combinations here: `out` is not(in), `eq(f,null())` isNull, `ne(f,null())`
 * not(isNull), `all(c,t)` not(any(c, not(t))), `empty()` the empty text.
 */
export type Filter<P extends string = string> =
  | { op: 'and' | 'or'; terms: readonly Filter<P>[] }
  | { op: 'not'; term: Filter<P> }
  | { op: 'compare'; operator: Comparison; field: FieldReference<P>; operand: Operand<P> }
  | { op: 'like'; field: FieldReference<P>; pattern: Pattern; ignoreCase: boolean }
  | { op: 'in'; field: FieldReference<P>; values: readonly Scalar[] }
  | { op: 'isNull'; field: FieldReference<P> }
  /** Not met by any row: a comparison with a field that the caller is not shown. */
  | { op: 'never' }
  | AnyElement<P>;

/**
 * At least one element of the collection meets the term; without a term, there is one. Paths inside the term are
 * absolute (`modules[].id`, and `modules[]` for the element itself): they belong to the innermost `any` of that prefix.
 */
export interface AnyElement<P extends string> {
  op: 'any';
  collection: P;
  term?: Filter<P>;
}

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

/** A field with one value, never an object or a collection. Its path is the one of the field table. */
export interface FieldReference<P extends string> {
  path: P;
  type: ScalarType;
}

/** What a field is compared with: a value of its type, or a field of the same type. */
export type Operand<P extends string> = { kind: 'value'; value: Scalar } | { kind: 'field'; field: FieldReference<P> };
