import { answer, isList, isToken, LOOKING_AROUND, type Mutations, TOKENS } from './mutation.ts';

const header = (name: string) =>
  answer(
    () => true,
    ({ headers }) => headers.delete(name),
  );

/** What stands in the headers. */
export const headers: Mutations = {
  'a media type of no JSON': [
    'getApiToken by id: the given one',
    answer(isToken, ({ headers }) => headers.set('content-type', 'text/html')),
  ],
  'no Location': [LOOKING_AROUND, header('location')],
  'the Location of another token': [
    'createApiToken 201: what it is told to be, and found afterwards',
    answer(
      (one) => one.status === 201,
      ({ headers }) => headers.set('location', `${TOKENS}/TKN-0000-0000`),
    ),
  ],
  'no WWW-Authenticate': ['listApiTokens 401: no credential', header('www-authenticate')],
  'no Cache-Control': [LOOKING_AROUND, header('cache-control')],
  'no Allow': ['405: /public/v1/accounts/api-tokens', header('allow')],
  'an Allow that is not whole': [
    'OPTIONS /public/v1/accounts/api-tokens',
    answer(
      (one) => one.headers.has('allow'),
      ({ headers }) => headers.set('allow', 'GET'),
    ),
  ],
  'a RateLimit in part': [LOOKING_AROUND, answer(isList, ({ headers }) => headers.set('ratelimit-limit', '10'))],
  'HEAD is not allowed': [
    'listApiTokens HEAD as GET',
    answer(
      (one) => one.method === 'HEAD',
      (one) => Object.assign(one, { status: 405 }),
    ),
  ],
};
