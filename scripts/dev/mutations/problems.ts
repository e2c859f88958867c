import type { PassingAnswer } from '../../contract-tests/testing/altering.ts';
import { answer, type Mutations } from './mutation.ts';

const everyProblem = (change: (answer: PassingAnswer) => void) =>
  answer((one) => one.status >= 400 && one.body, change);

/** What a problem document holds. */
export const problems: Mutations = {
  'an undeclared property in a problem': [
    'getApiToken 404: an id of nothing',
    everyProblem(({ body }) => {
      body.message = 'x';
    }),
  ],
  'an error without a media type': [
    'getApiToken 404: an id of nothing',
    everyProblem(({ headers }) => headers.delete('content-type')),
  ],
  'an error as plain JSON': [
    'getApiToken 404: an id of nothing',
    everyProblem(({ headers }) => headers.set('content-type', 'application/json')),
  ],
  'an error without traceId': ['getApiToken 404: an id of nothing', everyProblem(({ body }) => delete body.traceId)],
  'an error without status': ['getApiToken 404: an id of nothing', everyProblem(({ body }) => delete body.status)],
  'an error with another status in it': [
    'getApiToken 404: an id of nothing',
    everyProblem(({ body }) => {
      body.status = 500;
    }),
  ],
  'an error that names no field': [
    'createApiToken 400: name is missing',
    everyProblem(({ body }) => delete body.errors),
  ],
  'an error that names another field': [
    'createApiToken 400: name is missing',
    everyProblem(({ body }) => {
      if (body.errors) body.errors = { other: ['is wrong'] };
    }),
  ],
  'a trace that is not continued': [
    'continues a trace',
    everyProblem(({ body }) => {
      body.traceId = `00-${'1'.repeat(32)}-${'1'.repeat(16)}-00`;
    }),
  ],
  'a 401 that tells why': [
    'getApiToken 401: a false credential',
    answer(
      (one) => one.status === 401 && one.body && one.request.headers.has('authorization'),
      ({ body }) => {
        body.detail = 'No such token.';
      },
    ),
  ],
  'a 401 that repeats the credential': [
    'getApiToken 401: a false credential',
    answer(
      (one) => one.status === 401 && one.body,
      ({ body, request: { headers } }) => {
        body.detail = headers.get('authorization') ?? body.detail;
      },
    ),
  ],
};
