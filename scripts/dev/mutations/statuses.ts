import { answer, type Mutations } from './mutation.ts';

const status = (from: number, to: number) =>
  answer(
    (one) => one.status === from,
    (one) => {
      one.status = to;
    },
  );
/** What is answered with which status. */
export const statuses: Mutations = {
  '200 for 201': status(201, 200),
  '200 for 204': answer(
    (one) => one.status === 204 && one.method === 'DELETE',
    (one) => Object.assign(one, { status: 200, body: {} }),
  ),
  '403 for 404': status(404, 403),
  '404 for 403': status(403, 404),
  '400 for 415': status(415, 400),
  '422 for 400': status(400, 422),
  '404 for 405': status(405, 404),
  'a redirect': answer(
    ({ path }) => path.endsWith('/'),
    (one) =>
      Object.assign(one, {
        status: 308,
        body: undefined,
        headers: new Headers({ location: one.path.slice(0, -1), 'cache-control': 'no-store' }),
      }),
  ),
};
