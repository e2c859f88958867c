import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../core/ports/store-unavailable.ts';
import { invalid, ProblemError, unauthenticated } from '../core/problems.ts';
import { QueryError } from '../core/query/query-error.ts';
import { errorData, errorOf } from './failures.ts';

const across = (error: unknown) => errorOf(structuredClone(errorData(error)));

describe('an error that goes from thread to thread', () => {
  it.each([
    new ProblemError(404),
    unauthenticated(),
    invalid([{ field: 'name', code: 'name.required', message: 'is required' }]),
    new ProblemError(413, { code: 'stream.too-large', detail: 'so many', maxExportKeys: 3 }),
    new ProblemError(500, { cause: new TypeError('x') }),
    new StoreUnavailable('locked', 'another has it', { cause: new Error('busy', { cause: new RangeError('5') }) }),
    new QueryError([{ key: 'filter', fault: 'syntax', message: 'column 1' }]),
    new TypeError('x is not a function'),
  ])('is what it was: %s', (error) => {
    const arrived = across(error);
    if (error.constructor !== TypeError) expect(arrived).toBeInstanceOf(error.constructor);
    expect(arrived).toMatchObject({ ...error, name: error.name, message: error.message, stack: error.stack });
    expect(String(arrived.cause)).toBe(String(error.cause));
  });

  it('is an Error where it was none', () => {
    expect(across('a text')).toMatchObject({ name: 'Error', message: 'a text' });
    expect(across(undefined)).toMatchObject({ message: 'undefined' });
  });

  it('takes nothing along that cannot go', () => {
    const error = Object.assign(new Error('it fails', { cause: { of: () => {} } }), { socket: () => {} });
    expect(across(error)).toMatchObject({ message: 'it fails' });
  });
});
