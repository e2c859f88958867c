import { answer, isList, isToken, type Mutations, TOKENS } from './mutation.ts';

const header = (name: string) =>
  answer(
    () => true,
    ({ headers }) => headers.delete(name),
  );

/** What stands in the headers. */
export const headers: Mutations = {
  'a media type of no JSON': answer(isToken, ({ headers }) => headers.set('content-type', 'text/html')),
  'no Location': header('location'),
  'the Location of another token': answer(
    (one) => one.status === 201,
    ({ headers }) => headers.set('location', `${TOKENS}/TKN-0000-0000`),
  ),
  'no WWW-Authenticate': header('www-authenticate'),
  'no Cache-Control': header('cache-control'),
  'no Allow': header('allow'),
  'an Allow that is not whole': answer(
    (one) => one.headers.has('allow'),
    ({ headers }) => headers.set('allow', 'GET'),
  ),
  'a RateLimit in part': answer(isList, ({ headers }) => headers.set('ratelimit-limit', '10')),
  'HEAD is not allowed': answer(
    (one) => one.method === 'HEAD',
    (one) => Object.assign(one, { status: 405 }),
  ),
};
