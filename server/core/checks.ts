/**
 * The checks of a request in the order that the contract promises [checks.order]: the first that fails is the answer.
 * Every host runs its own through `inOrder`. The rest of that order, 403, 404 of an id, and 400 of references and
 * state, is the operations'.
 */
const CHECKS = [
  /** 401: who is calling? */
  'credential',
  /** 429: not too often? */
  'rate',
  /** 404 or 405: is there such a path, with such a method? */
  'address',
  /** 413: is the body small enough? */
  'size',
  /** 415: is it of a media type that the contract has? */
  'mediaType',
  /** 400: is the request as the contract describes it? */
  'form',
] as const;

export type CheckName = (typeof CHECKS)[number];

/** The steps of a host in the order of the checks; a missing one does not compile. */
export function inOrder<T>(steps: Readonly<Record<CheckName, T>>): T[] {
  return CHECKS.map((check) => steps[check]);
}
