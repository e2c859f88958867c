import { afterAll, describe, expect, it } from 'vitest';
import { SAMPLE, startServer } from '../testing/server.ts';

const server = await startServer({}, afterAll);

async function select(query: string) {
  const path = `/public/v1/accounts/api-tokens/${SAMPLE.operations}?${query}`;
  const { body } = await server.call('GET', path, { as: 'operations' });
  return body;
}

const ALL = ['id', 'name', 'description', 'icon', 'status', 'token', 'account', 'modules', 'revision', 'href', '$meta'];

async function keys(query: string) {
  const { lastAccessAt, ...body } = await select(query);
  return Object.keys(body).sort();
}

describe('getApiToken with `select`', () => {
  it.each([
    ['select=', ALL],
    ['select=audit', [...ALL, 'audit']],
    ['select=+audit', [...ALL, 'audit']],
    ['select=%2Baudit', [...ALL, 'audit']],
    ['select=AUDIT', [...ALL, 'audit']],
    ['select=unknown,+nothing,-never', ALL],
    ['select=-*,+id,+name', ['id', 'name', '$meta']],
    ['select=-*,id,name', ['id', 'name', '$meta']],
    ['select=+id,+name,-*', ['id', 'name', '$meta']],
    ['select=-*', ['$meta']],
    ['select=-*,-id', ['$meta']],
    ['select=*', [...ALL, 'audit']],
    ['select=%2a', [...ALL, 'audit']],
    ['select=-id,+id', ALL],
    ['select=+id,-id', ALL],
    ['select=-modules, -account', ALL.filter((name) => name !== 'modules' && name !== 'account')],
    ['select=,,', ALL],
    ['select=__proto__,constructor,toString', ALL],
    ['limit=3&select=-*,id&x=y', ['id', '$meta']],
  ])('%s leaves the fields it says', async (query, expected) => {
    expect(await keys(query)).toEqual([...expected].sort());
  });

  it('brings only the part of a hidden object that is named', async () => {
    const body = await select('select=+audit.created.at');
    expect(Object.keys(body.audit)).toEqual(['created']);
    expect(Object.keys(body.audit.created)).toEqual(['at']);
  });

  it('takes parts away from an object', async () => {
    const body = await select('select=-account.name,-account.icon');
    expect(Object.keys(body.account).sort()).toEqual(['id', 'status', 'type']);
    expect(body.$meta.omitted).toEqual(['audit']);
  });

  it('leaves only the part of a removed object that is named', async () => {
    expect(Object.keys((await select('select=-account,+account.id')).account)).toEqual(['id']);
    expect(Object.keys((await select('select=-*,+account.id')).account)).toEqual(['id']);
  });

  it('names what was left out in `$meta.omitted`, but nothing that has no value', async () => {
    const { omitted } = (await select('select=-*,id')).$meta;
    const withValue = [...ALL, 'audit'].filter((name) => name !== '$meta' && name !== 'id');
    expect(omitted.filter((name: string) => name !== 'lastAccessAt').sort()).toEqual(withValue.sort());
    expect((await select('select=*')).$meta.omitted).toEqual([]);
    expect((await select('select=-modules')).$meta.omitted).toEqual(['modules', 'audit']);
    expect((await select('select=-extensions')).$meta.omitted).toEqual(['audit']);
  });
});
