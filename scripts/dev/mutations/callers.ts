import type { PassingAnswer } from '../../contract-tests/testing/altering.ts';
import { answer, BY_ID, isList, type Mutation, type Mutations, TOKENS } from './mutation.ts';

const bearer = (credential: string) => new Headers({ authorization: `Bearer ${credential}` });

/** A credential that worked once works for ever. */
const neverRevoked: Mutation = (credential) => {
  const accepted = new Set<string>();
  return {
    answer: async (passing) => {
      const own = passing.request.headers.get('authorization');
      if (own === null) return;
      if (passing.status !== 401) accepted.add(own);
      else if (accepted.has(own)) await passing.ask({ headers: bearer(credential) });
    },
  };
};

function askedAsAnother(isMeant: (answer: PassingAnswer) => boolean): Mutation {
  return (credential) => ({
    answer: async (passing) => {
      if (isMeant(passing)) await passing.ask({ headers: bearer(credential) });
    },
  });
}

/** Who is let in, and who sees what. */
export const callers: Mutations = {
  "another account's tokens in a list": [
    'listApiTokens list: a Client (ACC-3803-7263) sees its own and no others',
    askedAsAnother((one) => isList(one) && one.status === 200),
  ],
  "another account's token by id": [
    'getApiToken by id: a Client (ACC-3803-7263)',
    askedAsAnother((one) => one.status === 404 && one.method === 'GET' && BY_ID.test(one.path)),
  ],
  "another account's account": [
    'getAccount 404: a Client (ACC-3803-7263) and an account of others',
    askedAsAnother((one) => one.status === 404 && one.path.includes('/accounts/ACC-')),
  ],
  'modules for everyone': [
    'listModules 403: a Client (ACC-3803-7263) and modules',
    askedAsAnother((one) => one.status === 403 && one.path.endsWith('/modules')),
  ],
  'a token without modules that may list': [
    'listApiTokens 403: one without modules',
    askedAsAnother((one) => one.status === 403 && isList(one)),
  ],
  'a revoked credential that still works': ['updateApiToken a life: every transition, and what it stops', neverRevoked],
  'a false credential that works': [
    'getApiToken 401: a false credential',
    askedAsAnother((one) => one.status === 401 && one.request.headers.has('authorization')),
  ],
  'no credential needed': [
    'getApiToken 401: no credential',
    askedAsAnother((one) => one.status === 401 && !one.request.headers.has('authorization')),
  ],
  'a path that is told without a credential': [
    '404: a path that is not there, 401 without a credential',
    answer(
      (one) => one.status === 401 && !one.path.startsWith(TOKENS),
      (one) => {
        Object.assign(one, { status: 404 });
        Object.assign(one.body ?? {}, { status: 404, title: 'Not Found' });
      },
    ),
  ],
};
