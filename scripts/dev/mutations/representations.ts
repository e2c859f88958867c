import { answer, eachItem, isList, LOOKING_AROUND, type Mutations, TOKENS, tokens } from './mutation.ts';

/** What a token looks like. */
export const representations: Mutations = {
  'a field dropped': [LOOKING_AROUND, tokens((token) => delete token.revision)],
  'a field dropped from lists only': [
    'createApiToken 201: what it is told to be, and found afterwards',
    answer(isList, ({ body }) => eachItem(body, (item) => delete item.href)),
  ],
  'a field renamed': [
    LOOKING_AROUND,
    tokens((token) => {
      token.state = token.status;
      delete token.status;
    }),
  ],
  'a field of another type': [
    LOOKING_AROUND,
    tokens((token) => {
      token.revision = String(token.revision);
    }),
  ],
  'a field that is null': [
    LOOKING_AROUND,
    tokens((token) => {
      token.icon ??= null;
    }),
  ],
  'a value that its enum has not': [
    LOOKING_AROUND,
    tokens((token) => {
      token.status = token.status === 'Active' ? 'Enabled' : token.status;
    }),
  ],
  'a timestamp without milliseconds': [
    LOOKING_AROUND,
    answer(isList, ({ body }) => {
      for (const { audit } of body.data ?? []) if (audit) audit.created.at = audit.created.at.replace(/\.\d+/, '');
    }),
  ],
  'an undeclared property': [
    LOOKING_AROUND,
    tokens((token) => {
      token.secret = 'x';
    }),
  ],
  'an undeclared property deep inside': [
    LOOKING_AROUND,
    tokens(({ account }) => Object.assign(account ?? {}, { owner: 'x' })),
  ],
  'a $meta in the items of a list': [
    'listApiTokens 200: a page',
    answer(isList, ({ body }) => eachItem(body, (item) => Object.assign(item, { $meta: { omitted: [] } }))),
  ],
  'a fourth key in pagination': [
    LOOKING_AROUND,
    answer(isList, ({ body }) => {
      if (body.$meta) body.$meta.pagination.pages = 1;
    }),
  ],
  'a contract without an operation': [
    'getOpenApi 200: the contract itself',
    answer(
      ({ path }) => path.endsWith('/openapi.json'),
      ({ body }) => delete body?.paths?.[TOKENS].post,
    ),
  ],
};
