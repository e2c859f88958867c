import type { Alteration, PassingAnswer, PassingRequest } from '../../contract-tests/testing/altering.ts';

/** Makes the alterations of a mutation; what it remembers lasts as long as its proxy. `credential` may do everything. */
export type Mutation = (credential: string) => Alteration;

export const TOKENS = '/public/v1/accounts/api-tokens';
export const BY_ID = /\/api-tokens\/TKN[-\d]+$/;

export const isList = ({ method, path }: PassingAnswer) => method === 'GET' && path === TOKENS;
export const isToken = ({ method, path, status }: PassingAnswer) =>
  method === 'GET' && status === 200 && BY_ID.test(path);

/** Changes each token by itself that is answered, alone or in a list. */
export function tokens(change: (token: Record<string, unknown>) => void): Mutation {
  return () => ({
    answer: ({ path, status, body }) => {
      if (!path.startsWith(TOKENS) || status >= 300) return;
      for (const token of body?.data ?? (body ? [body] : [])) change(token);
    },
  });
}

export function eachItem(
  body: { data?: Record<string, unknown>[] },
  change: (item: Record<string, unknown>) => void,
): void {
  for (const item of body.data ?? []) change(item);
}

export function answer(isMeant: (answer: PassingAnswer) => boolean, change: (answer: PassingAnswer) => void): Mutation {
  return () => ({
    answer: (passing) => {
      if (isMeant(passing)) change(passing);
    },
  });
}

export function request(change: (request: PassingRequest) => void): Mutation {
  return () => ({ request: change });
}

/** What `verify` does before any check: it finds whatever is wrong with every answer of a kind. */
export const LOOKING_AROUND = 'looking around';

/** Mutations by the promise that each breaks, with the name of the check that must find it. */
export type Mutations = Readonly<Record<string, readonly [check: string, mutation: Mutation]>>;
