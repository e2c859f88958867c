import { answer, LOOKING_AROUND, type Mutations } from './mutation.ts';

const status = (from: number, to: number) =>
  answer(
    (one) => one.status === from,
    (one) => {
      one.status = to;
    },
  );

/** What is answered with which status. */
export const statuses: Mutations = {
  '200 for 201': [LOOKING_AROUND, status(201, 200)],
  '200 for 204': [
    LOOKING_AROUND,
    answer(
      (one) => one.status === 204 && one.method === 'DELETE',
      (one) => Object.assign(one, { status: 200, body: {} }),
    ),
  ],
  '403 for 404': ['getApiToken 404: an id of nothing', status(404, 403)],
  '404 for 403': ['getApiToken 403: one without modules', status(403, 404)],
  '400 for 415': ['createApiToken 415: a media type that is not accepted', status(415, 400)],
  '422 for 400': ['createApiToken 400: name is missing', status(400, 422)],
  '404 for 405': ['405: /public/v1/accounts/api-tokens', status(405, 404)],
  'a redirect': [
    'minds neither case nor one slash at the end',
    answer(
      ({ path }) => path.endsWith('/'),
      (one) =>
        Object.assign(one, {
          status: 308,
          body: undefined,
          headers: new Headers({ location: one.path.slice(0, -1), 'cache-control': 'no-store' }),
        }),
    ),
  ],
};
