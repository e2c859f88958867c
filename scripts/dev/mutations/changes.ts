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

/** Reads where it should delete, and says that it is done. */
const deletesNothing: Mutation = () => ({
  request: (passing) => {
    if (passing.method === 'DELETE' && BY_ID.test(passing.url)) passing.method = 'GET';
  },
  answer: (passing) => {
    if (passing.method !== 'DELETE' || passing.status !== 200) return;
    Object.assign(passing, { status: 204, body: undefined });
    passing.headers.delete('content-type');
  },
});

const disabledAtOnce: Mutation = () => ({
  answer: async (passing) => {
    if (!passing.path.endsWith('/enable') || passing.status !== 200) return;
    await passing.ask({ url: passing.path.replace(/enable$/, 'disable') });
  },
});

/** What creating, changing and deleting do. */
export const changes: Mutations = {
  'a stale read after an update': ['updateApiToken 200: a delta', stale((method) => method === 'PUT')],
  'a stale read after a delete': [
    'updateApiToken a life: every transition, and what it stops',
    stale((method) => method === 'DELETE'),
  ],
  'a deletion that deletes nothing': ['deleteApiToken 204: deleted stays deleted for the given one', deletesNothing],
  'a 201 for a wrong body': [
    'createApiToken 400: name is too long',
    sentJson((body) => {
      if (typeof body.name === 'string') body.name = body.name.slice(0, 200);
    }),
  ],
  'a wrong media type accepted': [
    'createApiToken 415: a media type that is not accepted',
    request(({ body, headers }) => body !== '' && headers.set('content-type', 'application/json')),
  ],
  'a reference to nothing accepted': [
    'createApiToken 400: a module that is not there',
    sentJson((body) => {
      if (Array.isArray(body.modules)) body.modules = body.modules.filter(({ id }) => id !== 'MOD-0000');
    }),
  ],
  'an owner that is changed without a word': [
    'updateApiToken 400: another account',
    sentJson((body) => delete body.account),
  ],
  'a description that is not kept': [
    'createApiToken 201: what it is told to be, and found afterwards',
    sentJson((body) => delete body.description),
  ],
  'a description that cannot be cleared': [
    'updateApiToken 200: each field by itself, and null clears it',
    sentJson((body) => body.description === null && delete body.description),
  ],
  'a revision that does not grow': [
    'updateApiToken 200: a delta',
    tokens((token) => {
      token.revision &&= 1;
    }),
  ],
  'an audit that does not tell who': [
    'createApiToken 201: what it is told to be, and found afterwards',
    answer(
      (one) => one.status === 201,
      ({ body }) => {
        body.audit.created.by.id = 'TKN-0000-0000';
      },
    ),
  ],
  'a token that cannot be enabled': ['enableApiToken 200 once, then 400; audit tells of it', disabledAtOnce],
};
