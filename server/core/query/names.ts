import type { ParsedField } from '../../../generated/rql.js';
import type { KnownField, KnownScalar, Scope } from './fields.ts';
import type { Part } from './part.ts';

/** The field that a written name means in its scope. */
export function resolveField<P extends string>(part: Part, scope: Scope<P>, { path, at }: ParsedField): KnownField<P> {
  if (!path) return scope.self ?? part.fail(at, 'field', 'expected a field, not the whole resource');
  const field = scope.find(path);
  if (field) return field;
  const collection = scope.collectionOn(path);
  if (collection) part.fail(at, 'field', `expected any(…) or all(…) to reach into the collection ${collection.path}`);
  part.fail(at, 'unknown-field', 'expected the name of a field');
}

/** A field that has one value. */
export function resolveScalar<P extends string>(part: Part, scope: Scope<P>, name: ParsedField): KnownScalar<P> {
  const field = resolveField(part, scope, name);
  const { type } = field;
  if (type === 'object' || type === 'collection')
    part.fail(name.at, 'field', `expected a field with one value, not a whole ${type}`);
  return { ...field, type };
}

/**
 * A field with one value that is no secret. A secret may be found by its full value (eq, in), and by nothing that would
 * tell how near a guess comes.
 */
export function resolveOpen<P extends string>(part: Part, scope: Scope<P>, name: ParsedField): KnownScalar<P> {
  const field = resolveScalar(part, scope, name);
  if (field.sensitive)
    part.fail(name.at, 'field', `expected another field: ${field.path} is found by eq or in and its full value only`);
  return field;
}
