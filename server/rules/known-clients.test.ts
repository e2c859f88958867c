import { afterAll, describe, expect, it } from 'vitest';
import { getRaw, listedIds, TOKENS } from '../testing/query.ts';
import { addTokens } from '../testing/rows.ts';
import { ACCOUNTS, SAMPLE, startServer } from '../testing/server.ts';

const server = await startServer({}, afterAll);
const credential = server.credentials[SAMPLE.client] ?? '';

await addTokens(server, [
  { id: 'TKN-9000-0001', accountId: ACCOUNTS.client, name: "O'Brien prod 1", description: 'a&b' },
  { id: 'TKN-9000-0002', accountId: ACCOUNTS.client, name: 'A prod 2', description: 'a+b, c', status: 'Disabled' },
]);
const [FIRST, SECOND] = ['TKN-9000-0001', 'TKN-9000-0002'];

describe('the query strings that known clients send, byte for byte', () => {
  it.each<[string, string[]]>([
    ['like(id,TKN-9*)&eq(status,Active)&limit=10&ilike(name,*PROD*)&order=-name&select=+audit,-modules', [FIRST]],
    ["eq(name,'A prod 2')".replaceAll(' ', '%20'), [SECOND]],
    ["eq(name,'A+prod+2')", [SECOND]],
    ['eq(name,"A+prod+2")', [SECOND]],
    ['eq(name,%22A%20prod%202%22)', [SECOND]],
    ['eq(name,%27A%20prod%202%27)', [SECOND]],
    ['eq%28name%2C%22A%20prod%202%22%29', [SECOND]],
    ['eq(name,A%20prod%202)', [SECOND]],
    ['eq(name,"O\'Brien%20prod%201")', [FIRST]],
    ['eq(name,%22O%27Brien%20prod%201%22)', [FIRST]],
    ['eq(description,"a%26b")', [FIRST]],
    ['eq(description,"a&b")', [FIRST]],
    ['eq(description,%22a&b%22)', [FIRST]],
    ["eq(description,'a%2Bb,%20c')", [SECOND]],
    ["eq(description,'a%2Bb%2C+c')", [SECOND]],
    ["eq(description,'a+b,+c')", []],
    ['eq(id,TKN-9000-0001)', [FIRST]],
    ['id=TKN-9000-0001', [FIRST]],
    ['in(id,(TKN-9000-0002,TKN-9000-0001))', [FIRST, SECOND]],
    ['in(id%2C(TKN-9000-0002%2CTKN-9000-0001))', [FIRST, SECOND]],
    ['in(id,("TKN-9000-0002",\'TKN-9000-0001\'))', [FIRST, SECOND]],
    ['limit=10&like(id,TKN-9*)&offset=0&ilike(name,*prod*)&order=name', [SECOND, FIRST]],
    ['offset=1&limit=1&like(id,TKN-9*)', [SECOND]],
    ['like(id,TKN-9*)&status=Active', [FIRST]],
    ['status=Disabled&like(id,TKN-9*)', [SECOND]],
    ['and(eq(account.id,ACC-3803-7263),like(id,"TKN-9*"))', [FIRST, SECOND]],
    ["(status=Active|name='A+prod+2')&like(id,TKN-9*)", [FIRST, SECOND]],
    ['like(id,TKN-9*)&order=-audit.created.at&render()', [FIRST, SECOND]],
    ['&&like(id,TKN-9*)&&limit=1&&', [FIRST]],
    ['like(id,TKN-9*)&limit=0', []],
    ['like(id,TKN-9*)&limit=1000', [FIRST, SECOND]],
    [`token=${credential}`, [SAMPLE.client]],
    [`eq(token,'${credential.replaceAll(':', '%3A')}')`, [SAMPLE.client]],
    [`eq(token,"${credential}")`, [SAMPLE.client]],
  ])('%s [query.cut] [query.limit] [rql.joined]', async (query, ids) => {
    expect(await listedIds(server, query)).toEqual(ids);
  });

  it.each<[string, string[]]>([
    ['select=-*,+id,+name', ['id', 'name']],
    ['select=-*,%2Bid,%2Bname', ['id', 'name']],
    ['select=-*%2Cid%2Cname', ['id', 'name']],
    ['select=-*,+id,+audit.created.at', ['audit', 'id']],
    ['select=id,name,-*', ['id', 'name']],
  ])('%s [select.additive] [query.cut]', async (query, keys) => {
    const { body } = await getRaw(server, `${TOKENS}?id=TKN-9000-0001&${query}`);
    expect(body.data.map((item: object) => Object.keys(item).sort())).toEqual([keys]);
  });

  it.each(['select=+audit', 'select=%2Baudit', 'select=audit', 'select=%20audit'])(
    '%s brings audit, in lists and of one token [select.additive] [query.cut]',
    async (query) => {
      const { body } = await getRaw(server, `${TOKENS}?id=TKN-9000-0001&limit=5&${query}`);
      expect(body.data[0].audit.created.at).toBe('2026-01-01T00:00:00.000Z');
      const one = await getRaw(server, `${TOKENS}/TKN-9000-0001?${query}`);
      expect(one.body.audit).toEqual(body.data[0].audit);
    },
  );

  it('limit=0 counts, limit=1000 is shown as 100 [query.limit]', async () => {
    const pagination = async (query: string) => (await getRaw(server, `${TOKENS}?${query}`)).body.$meta.pagination;
    expect(await pagination('limit=0')).toEqual({ offset: 0, limit: 0, total: 10 });
    expect(await pagination('limit=1000')).toEqual({ offset: 0, limit: 100, total: 10 });
  });

  it('a token by id with ?limit=10 [addresses.unknown-query]', async () => {
    for (const query of ['?limit=10', '?limit=x&order=nothing&eq(', '?rql=', '?']) {
      expect((await getRaw(server, `${TOKENS}/TKN-9000-0001${query}`)).body.id).toBe('TKN-9000-0001');
    }
  });
});

describe('the bodies that known clients send', () => {
  it.each([
    ['the account repeated', { name: 'A prod 3', account: { id: ACCOUNTS.client } }],
    ['extensions: null', { extensions: null }],
    ['an empty icon', { icon: '' }],
  ])('PUT with %s [update.account] [update.delta] [token.icon]', async (_what, body) => {
    const answer = await server.call('PUT', `${TOKENS}/${SECOND}`, { as: 'client', body });
    expect(answer.status).toBe(200);
    if ('icon' in body) expect(answer.body.icon).toBe('');
  });

  it('PUT with the whole token sent back, as it was listed [update.nothing]', async () => {
    const { body } = await getRaw(server, `${TOKENS}?id=${SECOND}&select=+audit`);
    const [whole] = body.data;
    const answer = await server.call('PUT', `${TOKENS}/${SECOND}`, { as: 'client', body: whole });
    expect([answer.status, answer.body.revision]).toEqual([200, whole.revision]);
  });

  it('POST …/enable with neither a body nor a content type [life.enable] [bodies.ignored]', async () => {
    const path = `${TOKENS}/${SAMPLE.disabled}`;
    expect((await server.call('POST', `${path}/enable`, { as: 'client' })).body.status).toBe('Active');
    const headers = { 'content-type': 'text/plain' };
    expect((await server.call('POST', `${path}/disable`, { as: 'client', headers, body: '<' })).status).toBe(200);
  });
});
