import { answer, isToken, type Mutations, request } from './mutation.ts';

const KNOWN = 'getApiToken 304: what is known';
const TAGGED = 'getApiToken 200: an ETag for each state and each select';
const AGAIN = 'createApiToken 201: the same key again, and 422 for another body';

const isPlain = (url: string) => !url.includes('?');

/** What tags and keys promise. */
export const repetitions: Mutations = {
  'an ETag that never changes': [
    TAGGED,
    answer(
      (one) => one.headers.has('etag') && isPlain(one.request.url),
      ({ headers }) => headers.set('etag', '"1"'),
    ),
  ],
  'the ETag of another select': [TAGGED, answer(isToken, ({ headers }) => headers.set('etag', '"1"'))],
  'a 304 without its ETag': [
    KNOWN,
    answer(
      (one) => one.status === 304,
      ({ headers }) => headers.delete('etag'),
    ),
  ],
  'a 304 for another tag': [
    KNOWN,
    request(({ headers }) => headers.has('if-none-match') && headers.set('if-none-match', '*')),
  ],
  'a weak tag that matches': [
    'updateApiToken 412: a tag that is stale',
    request(({ headers }) => {
      const tags = headers.get('if-match');
      if (tags?.startsWith('W/')) headers.set('if-match', tags.slice(2));
    }),
  ],
  ...Object.fromEntries(
    (['enable', 'disable', 'delete'] as const).map((action) => [
      `an If-Match that does not count: ${action}`,
      [
        `${action}ApiToken 412: a tag that is stale`,
        request(({ method, url, headers }) => {
          if (action === 'delete' ? method === 'DELETE' : url.endsWith(`/${action}`)) headers.delete('if-match');
        }),
      ] as const,
    ]),
  ),
  'a second token for a key': [
    AGAIN,
    () => {
      let requests = 0;
      return {
        request: ({ headers }) => {
          const key = headers.get('idempotency-key');
          if (key !== null) headers.set('idempotency-key', `${key}-${requests++}`);
        },
        answer: ({ headers }) => {
          const key = headers.get('idempotency-key');
          if (key !== null) headers.set('idempotency-key', key.replace(/-\d+$/, ''));
        },
      };
    },
  ],
  'a repeated answer that does not say so': [
    AGAIN,
    answer(
      (one) => one.headers.has('idempotency-replayed'),
      ({ headers }) => headers.delete('idempotency-replayed'),
    ),
  ],
  'a repeated answer of another moment': [
    AGAIN,
    answer(
      (one) => one.headers.has('idempotency-replayed'),
      ({ body }) => {
        body.revision = 2;
      },
    ),
  ],
  'another body for a key': [
    AGAIN,
    () => ({
      answer: async (passing) => {
        if (passing.status !== 422) return;
        await passing.ask({ body: passing.request.body.replace('api-tokens other', 'api-tokens verify') });
      },
    }),
  ],
  'a key with a space': [
    'createApiToken 400: a malformed key',
    request(({ headers }) => {
      const key = headers.get('idempotency-key');
      if (key?.includes(' ')) headers.set('idempotency-key', key.replaceAll(' ', '-'));
    }),
  ],
};
