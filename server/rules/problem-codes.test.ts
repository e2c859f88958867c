import { afterAll, describe, expect, it } from 'vitest';
import { problemCodes } from '../../generated/problem-codes.ts';
import { getRaw, TOKENS } from '../testing/query.ts';
import { ACCOUNTS, type Call, SAMPLE, startServer } from '../testing/server.ts';

const server = await startServer({}, afterAll);

const OWN = `${TOKENS}/${SAMPLE.client}`;
const create = (body: unknown, as: Call['as'] = 'client') => server.call('POST', TOKENS, { as, body });
const keyed = (key: string, name: string) =>
  server.call('POST', TOKENS, { as: 'client', headers: { 'Idempotency-Key': key }, body: { name } });
const list = (query: string) => getRaw(server, `${TOKENS}?${query}`);
const many = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `EXT-${n}` }));

/** A request for each code that a request can bring about here. */
const REQUESTS: Record<string, () => Promise<{ body: { code?: string } }>> = {
  'credential.invalid': () => server.call('GET', TOKENS),
  'permission.missing': () => server.call('GET', TOKENS, { as: 'powerless' }),
  'path.unknown': () => server.call('GET', '/nonsense', { as: 'client' }),
  'resource.not-found': () => server.call('GET', `${TOKENS}/TKN-9999-9999`, { as: 'client' }),
  'method.not-allowed': () => server.call('PATCH', TOKENS, { as: 'client' }),
  'body.too-large': () => create('x'.repeat(300_000)),
  'body.media-type': () =>
    server.call('POST', TOKENS, { as: 'client', headers: { 'content-type': 'x/y' }, body: '{}' }),
  'stream.not-acceptable': () =>
    server.call('GET', TOKENS, { as: 'client', headers: { 'MPT-Streaming': 'true', Accept: 'text/csv' } }),
  'precondition.failed': () => server.call('DELETE', OWN, { as: 'client', headers: { 'If-Match': '"x"' } }),
  'precondition.malformed': () => server.call('DELETE', OWN, { as: 'client', headers: { 'If-Match': 'x' } }),
  'idempotency-key.malformed': () => keyed('a key', 'One'),
  'idempotency-key.reused': async () => {
    await keyed('key', 'One');
    return keyed('key', 'Other');
  },
  'body.missing': () => server.call('POST', TOKENS, { as: 'client' }),
  'body.malformed': () => create('{'),
  'body.not-an-object': () => create('[]'),
  'name.required': () => create({}),
  'name.invalid': () => create({ name: 'a/b' }),
  'description.invalid': () => create({ name: 'x', description: 7 }),
  'icon.invalid': () => create({ name: 'x', icon: 'x'.repeat(2049) }),
  'account.invalid': () => create({ name: 'x', account: {} }),
  'modules.invalid': () => create({ name: 'x', modules: [7] }),
  'modules.too-many': () => create({ name: 'x', modules: many(101) }),
  'extensions.invalid': () => create({ name: 'x', extensions: {} }),
  'extensions.too-many': () => create({ name: 'x', extensions: many(101) }),
  'account.not-available': () => create({ name: 'x', account: { id: ACCOUNTS.vendor } }),
  'account.immutable': () => server.call('PUT', OWN, { as: 'client', body: { account: { id: ACCOUNTS.vendor } } }),
  'module.not-available': () => create({ name: 'x', modules: [{ id: 'MOD-0000' }] }),
  'module.not-assignable': () => create({ name: 'x', modules: [{ id: 'MOD-8021' }] }, 'operations'),
  'status.transition': () => server.call('POST', `${OWN}/enable`, { as: 'client' }),
  'parameter.repeated': () => list('limit=1&limit=2'),
  'limit.invalid': () => list('limit=ten'),
  'offset.invalid': () => list('offset=-1'),
  'page.invalid': () => list('page=1'),
  'filter.encoding': () => list('eq(name,%ZZ)'),
  'filter.syntax': () => list('eq(name,x'),
  'filter.unknown-field': () => list('eq(state,x)'),
  'filter.field': () => list('eq(account,x)'),
  'filter.value': () => list('eq(revision,x)'),
  'filter.too-complex': () => list('not('.repeat(60)),
  'order.encoding': () => list('order=%ZZ'),
  'order.syntax': () => list('order=,'),
  'order.unknown-field': () => list('order=state'),
  'order.field': () => list('order=modules'),
  'select.encoding': () => list('select=%ZZ'),
  'select.syntax': () => list("select='"),
};

/** What a request cannot bring about, or not on every host. */
const ELSEWHERE = [
  'account.full',
  'filter.too-expensive',
  'headers.too-large',
  'idempotency-key.running',
  'rate.exceeded',
  'rate.too-many-lists',
  'request.malformed',
  'request.timeout',
  'server.failed',
  'server.unavailable',
  'stream.not-available',
  'stream.too-large',
];

describe('the code of a problem [errors.code]', () => {
  it.each(Object.entries(REQUESTS))('is %s', async (code, request) => {
    expect((await request()).body.code).toBe(code);
  });

  it('is one of those that the contract has, each of which is brought about somewhere', () => {
    expect([...Object.keys(REQUESTS), ...ELSEWHERE].sort()).toEqual([...problemCodes].sort());
  });

  it('is that of the first of errors', async () => {
    const { body } = await create({ name: 'a/b', modules: 7 });
    expect([body.code, Object.keys(body.errors)]).toEqual(['name.invalid', ['name', 'modules']]);
  });
});

describe('what is told of a field is in words', () => {
  it.each([
    [{ name: '' }, 'name', `must be 1 to 200 letters, digits, spaces, and the characters - . ' "`],
    [{ name: 'a/b' }, 'name', `must be 1 to 200 letters, digits, spaces, and the characters - . ' "`],
    [{ name: 'x'.repeat(201) }, 'name', `must be 1 to 200 letters, digits, spaces, and the characters - . ' "`],
    [{ name: 'x', description: 'x'.repeat(2001) }, 'description', 'must be up to 2,000 characters, none of them NUL'],
    [{ name: 'x', extensions: [{ id: '' }] }, 'extensions[0].id', 'must be 1 to 200 characters, none of them NUL'],
    [{ name: 'x', modules: many(101) }, 'modules', 'must have at most 100 items'],
  ])('%j: %s', async (sent, field, message) => {
    expect((await create(sent)).body.errors).toEqual({ [field]: [message] });
  });
});
