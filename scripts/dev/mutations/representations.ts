import { answer, eachItem, isList, type Mutations, TOKENS, tokens } from './mutation.ts';

/** What a token looks like. */
export const representations: Mutations = {
  'a field dropped': tokens((token) => delete token.revision),
  'a field dropped from lists only': answer(isList, ({ body }) => eachItem(body, (item) => delete item.href)),
  'a field renamed': tokens((token) => {
    token.state = token.status;
    delete token.status;
  }),
  'a field of another type': tokens((token) => {
    token.revision = String(token.revision);
  }),
  'a field that is null': tokens((token) => {
    token.icon ??= null;
  }),
  'a value that its enum has not': tokens((token) => {
    token.status = token.status === 'Active' ? 'Enabled' : token.status;
  }),
  'a timestamp without milliseconds': answer(isList, ({ body }) => {
    for (const { audit } of body.data ?? []) if (audit) audit.created.at = audit.created.at.replace(/\.\d+/, '');
  }),
  'an undeclared property': tokens((token) => {
    token.secret = 'x';
  }),
  'an undeclared property deep inside': tokens(({ account }) => Object.assign(account ?? {}, { owner: 'x' })),
  'a $meta in the items of a list': answer(isList, ({ body }) =>
    eachItem(body, (item) => Object.assign(item, { $meta: { omitted: [] } })),
  ),
  'a fourth key in pagination': answer(isList, ({ body }) => {
    if (body.$meta) body.$meta.pagination.pages = 1;
  }),
  'a contract without an operation': answer(
    ({ path }) => path.endsWith('/openapi.json'),
    ({ body }) => delete body?.paths?.[TOKENS].post,
  ),
};
