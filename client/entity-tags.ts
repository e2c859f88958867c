import type { CallOptions } from './options.ts';

/** Objects that were answered, and the tags of their answers: an object that is copied is no answer. */
const tags = new WeakMap<object, string>();

/** Remembers the tag of an answer for its body. */
export function rememberTag(body: unknown, { headers }: Response): void {
  const tag = headers.get('ETag');
  if (tag !== null && typeof body === 'object' && body !== null) tags.set(body, tag);
}

/**
 * The entity tag of a token as it was answered, for `ifMatch` and `ifNoneMatch`. Undefined where the origin gives none, for
 * items of lists, and for copies.
 */
export function etagOf(answer: object): string | undefined {
  return tags.get(answer);
}

/** A condition of a change. */
export interface ChangeOptions extends CallOptions {
  /** Makes the change only where the token is as it was with this tag; otherwise it rejects with an `ApiProblem` of the status 412 [precondition.stale]. */
  ifMatch?: string;
}

/**
 * The headers of the options that were given.
 * @throws TypeError for one that is there and no text: what should be a condition would be none.
 */
export function conditions(options: { ifMatch?: string; ifNoneMatch?: string } = {}) {
  const { ifMatch, ifNoneMatch } = options;
  for (const name of ['ifMatch', 'ifNoneMatch'] as const) {
    if (name in options && typeof options[name] !== 'string') throw new TypeError(`${name} must be an entity tag.`);
  }
  return {
    ...(ifMatch !== undefined && { 'If-Match': ifMatch }),
    ...(ifNoneMatch !== undefined && { 'If-None-Match': ifNoneMatch }),
  };
}
