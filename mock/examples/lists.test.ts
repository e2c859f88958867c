import { describe, expect, test } from 'vitest';
import document from '../../generated/openapi.json' with { type: 'json' };
import { TOKENS, useMock } from './testing.ts';

const PATHS = ['api-tokens', 'modules', 'accounts'].map((name) => `/public/v1/accounts/${name}`);

const mock = useMock();

async function list(query: string, path = TOKENS) {
  const response = await mock.call(`${path}?${query}`);
  return { status: response.status, body: await response.json() };
}

const ACCEPTED = [
  '',
  'eq(status,Active)',
  'eq(status,Active)&limit=10&ilike(name,*prod*)&order=-name&select=+audit,-modules',
  'limit=10&eq(name,%22a%22)&eq(name,%27a%27)&offset=0',
  `eq(name,'a,b')|eq(name,"(a)");not(any(modules))`,
  'and(eq(id,TKN-4134-7330),in(account.id,(ACC-3803-7263,ACC-1671-0642)))',
  'eq(name,%2B)',
  'eq(name,a+b)',
  'eq(name,100%25)',
  'eq(name,%F0%9F%98%80)',
  "eq(name,'R&limit=ten&limit=D')",
  'eq(name,%27a%26b%27)',
  "eq(name,'a=b')",
  'status=Active',
  'status=Active&status=Active',
  "eq(token,'idt%3ATKN-4134-7330%3AExample')",
  'token=idt:TKN-4134-7330:Example',
  'gt(audit.created.at,2026-06-22T18:54:34.910Z)',
  'render()',
  '&&',
  'select=-*,+id,+name',
  'select=+audit',
  'select=%2Baudit',
  'select=&order=',
  'limit=0',
  'limit=1000',
  'page=2&limit=10',
  'order=-name,%2Bid,+status',
  `in(id,(${Array.from({ length: 500 }, (_, index) => `TKN-0000-${1000 + index}`).join(',')}))`,
];

describe.each(PATHS)('%s', (path) => {
  test.each(ACCEPTED)('takes ?%.60s', async (query) => {
    const { status, body } = await list(query, path);
    expect(status, JSON.stringify(body.errors)).toBe(200);
    expect(Object.keys(body)).toEqual(['$meta', 'data']);
    expect(Object.keys(body.$meta.pagination)).toEqual(['offset', 'limit', 'total']);
  });

  test.each(['limit=ten', 'limit=-1', 'limit=1.5', 'limit=', 'eq(status,Active)&limit=x'])(
    'refuses ?%s',
    async (query) => {
      const { status, body } = await list(query, path);
      const { traceId: _, ...example } = document.components.examples['problem-bad-limit'].value;
      expect([status, body]).toMatchObject([400, { ...example, instance: path }]);
    },
  );
});

test.each([
  ['limit=1&limit=2', 'limit', 'column 15: must be given once'],
  ['select=a&select=b', 'select', 'column 17: must be given once'],
  ['eq(name,%ZZ)', 'filter', "column 9: expected two hexadecimal digits after '%'"],
  ['eq(name,%FF)', 'filter', 'column 9: expected UTF-8'],
  ['eq(name,%00)', 'filter', 'column 9: expected no NUL character'],
])('?%s falls into no parts', async (query, key, message) => {
  const { status, body } = await list(query);
  expect([status, body.errors]).toEqual([400, { [key]: [message] }]);
});

test.each(['offset=x', 'page=0&limit=1'])('?%s is 400', async (query) => {
  expect((await list(query)).status).toBe(400);
});

test('a list shows the page that is asked for, so a walk comes to an end', async () => {
  const pages = await Promise.all(
    ['limit=1', 'limit=1&offset=1', 'page=2&limit=1', 'offset=2', 'limit=0'].map((q) => list(q)),
  );
  const whole = await list('');
  expect(pages.map(({ body }) => [body.$meta.pagination, body.data])).toEqual([
    [{ offset: 0, limit: 1, total: 2 }, [whole.body.data[0]]],
    [{ offset: 1, limit: 1, total: 2 }, [whole.body.data[1]]],
    [{ offset: 1, limit: 1, total: 2 }, [whole.body.data[1]]],
    [{ offset: 2, limit: 100, total: 2 }, []],
    [{ offset: 0, limit: 0, total: 2 }, []],
  ]);
  expect((await list('page=2')).body.errors).toEqual({ page: ['column 6: expected a limit beside page'] });
});
