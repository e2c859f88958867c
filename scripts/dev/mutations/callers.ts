import type { PassingAnswer } from '../../contract-tests/testing/altering.ts';
import { answer, BY_ID, isList, type Mutation, type Mutations, TOKENS } from './mutation.ts';

const bearer = (credential: string) => new Headers({ authorization: `Bearer ${credential}` });

/** A credential that worked once works for ever. */
const neverRevoked: Mutation = (credential) => {
  const accepted = new Set<string>();
  return {
    answer: async (passing) => {
      const own = passing.request.headers.get('authorization') ?? '';
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
  "another account's tokens in a list": askedAsAnother((one) => isList(one) && one.status === 200),
  "another account's token by id": askedAsAnother(
    (one) => one.status === 404 && one.method === 'GET' && BY_ID.test(one.path),
  ),
  "another account's account": askedAsAnother((one) => one.status === 404 && one.path.includes('/accounts/ACC-')),
  'modules for everyone': askedAsAnother((one) => one.status === 403 && one.path.endsWith('/modules')),
  'a token without modules that may list': askedAsAnother((one) => one.status === 403 && isList(one)),
  'a revoked credential that still works': neverRevoked,
  'a false credential that works': askedAsAnother(
    (one) => one.status === 401 && one.request.headers.has('authorization'),
  ),
  'no credential needed': askedAsAnother((one) => one.status === 401 && !one.request.headers.has('authorization')),
  'a path that is told without a credential': answer(
    (one) => one.status === 401 && !one.path.startsWith(TOKENS),
    (one) => {
      Object.assign(one, { status: 404 });
      Object.assign(one.body ?? {}, { status: 404, title: 'Not Found' });
    },
  ),
};
