import { answer, isList, type Mutation, type Mutations, request } from './mutation.ts';

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
  'a filter ignored': withoutParts((part) => !isParameter(part)),
  'a filter that is read otherwise': request((passing) => {
    passing.url = passing.url.replace(/\blike(?=\(|%28)/, 'ilike');
  }),
  'a broken filter ignored': withoutParts((part) => /nonsense|colour|^\)|,\)/.test(part)),
  'an order ignored': withoutParts((part) => part.startsWith('order=')),
  'a select ignored': withoutParts((part) => part.startsWith('select=')),
  'newest first by default': request((passing) => {
    if (passing.method === 'GET' && /api-tokens\?(?!.*order=)/.test(passing.url))
      passing.url += '&order=-audit.created.at';
  }),
  'a page that repeats': () => ({
    request: (passing) => {
      passing.url = passing.url.replace(/\boffset=[1-9]\d?(?!\d)/, 'offset=0');
    },
    answer: (passing) => {
      const offset = /\boffset=(\d+)/.exec(passing.request.url)?.[1];
      if (offset && passing.body?.$meta?.pagination) passing.body.$meta.pagination.offset = Number(offset);
    },
  }),
  'a total that is wrong': answer(isList, ({ body }) => {
    if (body.$meta) body.$meta.pagination.total += 1;
  }),
  'a total of the page only': answer(isList, ({ body }) => {
    if (body.$meta) body.$meta.pagination.total = body.data.length;
  }),
  'a limit that is not capped as it says': answer(isList, ({ body }) => {
    if (body.$meta) body.$meta.pagination.limit = 1000;
  }),
  'the newest token missing in a list': answer(isList, ({ body }) => void body.data?.pop()),
};
