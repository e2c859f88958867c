import type { PassingAnswer } from '../../contract-tests/testing/altering.ts';
import { answer, BY_ID, isToken, type Mutation, type Mutations, request, tokens } from './mutation.ts';

function sentJson(change: (body: Record<string, unknown>) => void): Mutation {
  return request((passing) => {
    if (!/json/.test(passing.headers.get('content-type') ?? '')) return;
    try {
      const body = JSON.parse(passing.body);
      if (typeof body !== 'object' || body === null) return;
      change(body);
      passing.body = JSON.stringify(body);
    } catch {
      // What is no JSON is sent on as it is.
    }
  });
}

/** Answers from what was read before, where the server would have something newer. */
function stale(isStale: (changed: string) => boolean): Mutation {
  return () => {
    const read = new Map<string, Pick<PassingAnswer, 'status' | 'headers' | 'body'>>();
    const changed = new Set<string>();
    return {
      answer: (passing) => {
        const { method, path, body, headers } = passing;
        if (isStale(method)) changed.add(path);
        if (!isToken(passing) && !(method === 'GET' && BY_ID.test(path))) return;
        const before = read.get(passing.request.url);
        if (before && changed.has(path)) Object.assign(passing, before);
        else if (passing.status === 200) read.set(passing.request.url, { status: 200, headers, body });
      },
    };
  };
}

/** What creating, changing and deleting do. */
export const changes: Mutations = {
  'a stale read after an update': stale((method) => method === 'PUT'),
  'a stale read after a delete': stale((method) => method === 'DELETE'),
  'a deletion that deletes nothing': request((passing) => {
    if (passing.method === 'DELETE' && BY_ID.test(passing.url)) passing.url += '-0000';
  }),
  'a 201 for a wrong body': sentJson((body) => {
    if (typeof body.name === 'string') body.name = body.name.slice(0, 200);
  }),
  'a wrong media type accepted': request(
    ({ body, headers }) => body !== '' && headers.set('content-type', 'application/json'),
  ),
  'a reference to nothing accepted': sentJson((body) => {
    if (Array.isArray(body.modules)) body.modules = body.modules.filter(({ id }) => id !== 'MOD-0000');
  }),
  'an owner that is changed without a word': sentJson((body) => delete body.account),
  'a description that is not kept': sentJson((body) => delete body.description),
  'a description that cannot be cleared': sentJson((body) => body.description === null && delete body.description),
  'a revision that does not grow': tokens((token) => {
    token.revision &&= 1;
  }),
  'an audit that does not tell who': answer(
    (one) => one.status === 201,
    ({ body }) => {
      body.audit.created.by.id = 'TKN-0000-0000';
    },
  ),
  'a token that cannot be enabled': request((passing) => {
    passing.url = passing.url.replace(/\/enable$/, '/disable');
  }),
};
