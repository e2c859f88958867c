import { answer, isList, LOOKING_AROUND, type Mutation, type Mutations, request } from './mutation.ts';

/** Takes parts out of the query of a list. */
function withoutParts(isLeftOut: (part: string) => boolean): Mutation {
  return request((passing) => {
    const [path = '', query] = passing.url.split('?');
    if (query === undefined || passing.method !== 'GET') return;
    passing.url = `${path}?${query
      .split('&')
      .filter((part) => !isLeftOut(part))
      .join('&')}`;
  });
}

const isParameter = (part: string) => /^(limit|offset|page|order|select)=/.test(part);

/** What a list answers to its query. */
export const queries: Mutations = {
  'a filter ignored': [LOOKING_AROUND, withoutParts((part) => !isParameter(part))],
  'a filter that is read otherwise': [
    'listApiTokens 200: every operator',
    request((passing) => {
      passing.url = passing.url.replace(/\blike(?=\(|%28)/, 'ilike');
    }),
  ],
  'a broken filter ignored': [
    'listApiTokens 400: a word of no language',
    withoutParts((part) => /nonsense|colour|^\)|,\)/.test(part)),
  ],
  'an order ignored': ['listApiTokens 200: an order', withoutParts((part) => part.startsWith('order='))],
  'a select ignored': ['listApiTokens 200: select', withoutParts((part) => part.startsWith('select='))],
  'newest first by default': [
    'listApiTokens 200: oldest first by default',
    request((passing) => {
      if (passing.method === 'GET' && /api-tokens\?(?!.*order=)/.test(passing.url))
        passing.url += '&order=-audit.created.at';
    }),
  ],
  'a page that repeats': [
    'listApiTokens 200: a walk shows everything once',
    () => ({
      request: (passing) => {
        passing.url = passing.url.replace(/\boffset=[1-9]\d?(?!\d)/, 'offset=0');
      },
      answer: (passing) => {
        const offset = /\boffset=(\d+)/.exec(passing.request.url)?.[1];
        if (offset && passing.body?.$meta?.pagination) passing.body.$meta.pagination.offset = Number(offset);
      },
    }),
  ],
  'a total that is wrong': [
    'listApiTokens 200: pages of a filter',
    answer(isList, ({ body }) => {
      if (body.$meta) body.$meta.pagination.total += 1;
    }),
  ],
  'a total of the page only': [
    'listApiTokens 200: pages of a filter',
    answer(isList, ({ body }) => {
      if (body.$meta) body.$meta.pagination.total = body.data.length;
    }),
  ],
  'a limit that is not capped as it says': [
    LOOKING_AROUND,
    answer(isList, ({ body }) => {
      if (body.$meta) body.$meta.pagination.limit = 1000;
    }),
  ],
  'the newest token missing in a list': [LOOKING_AROUND, answer(isList, ({ body }) => void body.data?.pop())],
};
