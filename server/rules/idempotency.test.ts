import { beforeEach, describe, expect, it } from 'vitest';
import { pausedStore } from '../testing/paused.ts';
import { TOKENS } from '../testing/query.ts';
import { ACCOUNTS, type Answer, type Call, startServer, type TestServer } from '../testing/server.ts';

const KEY = '6f1c2a52-3f0e-4c55-9f0a-0a5b7c9d1e2f';
const BODY = { name: 'ERP', description: 'Orders', modules: [{ id: 'MOD-1756' }], extensions: [{ id: 'EXT-1' }] };

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});

const create = (body: unknown, key: string | null = KEY, call: Call = {}, of = server) => {
  const headers = { ...call.headers, ...(key !== null && { 'Idempotency-Key': key }) };
  return of.call('POST', TOKENS, { as: 'client', body, ...call, headers });
};

/** How many tokens there are of this name. */
const count = async (name: string) => {
  const { body } = await server.call('GET', `${TOKENS}?eq(name,${name})&limit=0`, { as: 'operations' });
  return body.$meta.pagination.total;
};

/** What makes one answer the same as another, byte for byte. */
const shown = ({ status, text, headers }: Answer) => ({
  status,
  text,
  headers: ['etag', 'location', 'idempotency-key', 'content-type', 'cache-control'].map((name) => headers.get(name)),
});

describe('the same key with the same body', () => {
  it('gives the first answer again, and creates nothing [idempotency.replay] [idempotency.echo]', async () => {
    const first = await create(BODY);
    expect([first.status, first.headers.get('idempotency-key')]).toEqual([201, KEY]);
    expect(first.headers.has('idempotency-replayed')).toBe(false);
    for (let again = 0; again < 3; again++) {
      const answer = await create(BODY);
      expect(shown(answer)).toEqual(shown(first));
      expect(answer.headers.get('idempotency-replayed')).toBe('true');
    }
    expect(await count('ERP')).toBe(1);
    const use = await server.call('GET', '/public/v1/accounts/accounts', { as: { credential: first.body.token } });
    expect(use.status).toBe(200);
  });

  it.each(['changed', 'disabled', 'deleted'])(
    'gives it also where the token was %s since [idempotency.replay] [idempotency.sealed]',
    async (what) => {
      const first = await create(BODY);
      const path = `${TOKENS}/${first.body.id}`;
      if (what === 'changed') await server.call('PUT', path, { as: 'client', body: { name: 'New', modules: [] } });
      if (what === 'disabled') await server.call('POST', `${path}/disable`, { as: 'client' });
      if (what === 'deleted') await server.call('DELETE', path, { as: 'client' });
      const answer = await create(BODY);
      expect(shown(answer)).toEqual(shown(first));
      expect(answer.headers.get('idempotency-replayed')).toBe('true');
    },
  );

  it('is the same in another order, with white space, and with what is ignored [idempotency.body]', async () => {
    const first = await create(BODY);
    const { name, ...rest } = BODY;
    for (const body of [
      JSON.stringify({ ...rest, name }, null, 4),
      { ...BODY, id: 'TKN-9999-9999', status: 'Deleted', colour: 'red' },
      { ...BODY, icon: null, account: { id: ACCOUNTS.client, name: 'x' } },
      { ...BODY, modules: [{ id: 'MOD-1756', name: 'x' }, { id: 'MOD-1756' }] },
    ]) {
      expect(shown(await create(body))).toEqual(shown(first));
    }
    const typed = { headers: { 'content-type': 'application/vnd.example+json' } };
    expect(shown(await create(BODY, KEY, typed))).toEqual(shown(first));
  });

  it('is also that of another token of the account, and leads to who asked first [idempotency.caller]', async () => {
    const colleague = await create({ name: 'Colleague', modules: [{ id: 'MOD-1756' }] }, null);
    const first = await create(BODY);
    const again = await create(BODY, KEY, { as: { credential: colleague.body.token } });
    expect(shown(again)).toEqual(shown(first));
  });
});

it('without a key, each request is one of its own [idempotency.echo]', async () => {
  const [one, other] = [await create(BODY, null), await create(BODY, null)];
  expect(one.body.id).not.toBe(other.body.id);
  for (const { headers } of [one, other]) {
    expect([headers.has('idempotency-key'), headers.has('idempotency-replayed')]).toEqual([false, false]);
  }
});

describe('the same key', () => {
  it.each<[string, unknown]>([
    ['name', { ...BODY, name: 'ERP 2' }],
    ['description', { ...BODY, description: 'orders' }],
    ['icon', { ...BODY, icon: '' }],
    ['modules', { ...BODY, modules: [] }],
    ['extensions', { ...BODY, extensions: [] }],
    ['account, even one that does not exist', { ...BODY, account: { id: 'ACC-9999-9999' } }],
  ])('with another %s is 422, and creates nothing [idempotency.body]', async (_what, body) => {
    const first = await create(BODY);
    const { status, body: problem } = await create(body);
    expect([status, problem.code, problem.title]).toEqual([422, 'idempotency-key.reused', 'Unprocessable Content']);
    expect(shown(await create(BODY))).toEqual(shown(first));
    const { body: list } = await server.call('GET', `${TOKENS}?ilike(name,ERP*)&limit=0`, { as: 'operations' });
    expect(list.$meta.pagination.total).toBe(1);
  });

  it('of another account is another key, and so is another case of it [idempotency.caller]', async () => {
    const first = await create(BODY);
    const others = [
      await create({ name: 'ERP' }, KEY, { as: 'vendor' }),
      await create({ name: 'ERP' }, KEY, { as: 'operations' }),
      await create({ name: 'ERP' }, KEY.toUpperCase()),
      await create({ name: 'ERP' }, `"${KEY}"`),
    ];
    expect(others.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set([first, ...others].map(({ body }) => body.id)).size).toBe(5);
  });

  it('needs the permission to create, whatever it created [idempotency.caller]', async () => {
    const accessManagement = { id: 'MOD-1756' };
    const helper = await create({ name: 'Helper', modules: [accessManagement] }, null);
    const as = { credential: helper.body.token };
    const first = await create(BODY, KEY, { as });
    expect(first.status).toBe(201);
    const path = `${TOKENS}/${helper.body.id}`;
    await server.call('PUT', path, { as: 'client', body: { modules: [] } });
    expect((await create(BODY, KEY, { as })).status).toBe(403);
    expect((await create({ ...BODY, name: 'Other' }, KEY, { as })).status).toBe(403);
    await server.call('POST', `${path}/disable`, { as: 'client' });
    expect((await create(BODY, KEY, { as })).status).toBe(401);
    expect(shown(await create(BODY))).toEqual(shown(first));
  });
});

describe('a request that failed holds no key [idempotency.failed]', () => {
  it.each<[number, unknown, Call]>([
    [400, { name: 'a/b' }, {}],
    [400, { name: 'ERP', modules: [{ id: 'MOD-0000' }] }, {}],
    [400, '{', {}],
    [403, BODY, { as: 'powerless' }],
    [415, BODY, { headers: { 'content-type': 'text/plain' } }],
  ])('with %i', async (status, body, call) => {
    expect((await create(body, KEY, call)).status).toBe(status);
    const { status: mended, headers } = await create(BODY);
    expect([mended, headers.has('idempotency-replayed')]).toEqual([201, false]);
  });
});

describe('a key', () => {
  it.each(['a', '!~"\\,;', 'x'.repeat(255), '""', '*'])('may be %s [idempotency.form]', async (key) => {
    const first = await create(BODY, key);
    expect([first.status, first.headers.get('idempotency-key')]).toEqual([201, key]);
    expect((await create(BODY, key)).body).toEqual(first.body);
  });

  it.each(['', 'a b', 'x'.repeat(256), 'ä', 'a\tb', 'a, b'])(
    'may not be %j: 400 names the header, before permission [idempotency.form]',
    async (key) => {
      for (const as of ['client', 'powerless'] as const) {
        const { status, body, headers } = await create(BODY, key, { as });
        expect([status, body.code]).toEqual([400, 'idempotency-key.malformed']);
        expect(body.errors).toEqual({ 'Idempotency-Key': ['must be 1 to 255 visible ASCII characters'] });
        expect(headers.has('idempotency-key')).toBe(false);
      }
      expect(await count('ERP')).toBe(0);
    },
  );

  it('counts for creation only [idempotency.replay]', async () => {
    const { body } = await create(BODY);
    const call = { as: 'client', headers: { 'Idempotency-Key': KEY }, body: { name: 'New' } } as const;
    const { status, headers } = await server.call('PUT', `${TOKENS}/${body.id}`, call);
    expect([status, headers.has('idempotency-key')]).toEqual([200, false]);
  });
});

describe('many requests with the same key at once', () => {
  it('create one token: each is the first answer, or 409 with Retry-After [idempotency.running] [idempotency.replay]', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => create(BODY)));
    const [done, refused] = [201, 409].map((status) => answers.filter((answer) => answer.status === status));
    expect((done?.length ?? 0) + (refused?.length ?? 0)).toBe(20);
    expect(new Set(done?.map(({ text }) => text)).size).toBe(1);
    expect(done?.filter(({ headers }) => !headers.has('idempotency-replayed'))).toHaveLength(1);
    for (const { headers, body } of refused ?? []) {
      expect([headers.get('retry-after'), body.code]).toEqual(['1', 'idempotency-key.running']);
    }
    expect(await count('ERP')).toBe(1);
  });

  it('are 409 as long as the first is under way, whatever their body, and no others are [idempotency.running]', async () => {
    const { store, pause, waits, resume } = pausedStore();
    const slow = await startServer({ store });
    pause();
    const first = create(BODY, KEY, {}, slow);
    await waits;
    const [same, other] = [await create(BODY, KEY, {}, slow), await create({ name: 'x' }, KEY, {}, slow)];
    expect([same.status, other.status]).toEqual([409, 409]);
    const another = create({ name: 'Another' }, 'another-key', {}, slow);
    resume();
    expect([(await first).status, (await another).status]).toEqual([201, 201]);
    const { body, headers } = await create(BODY, KEY, {}, slow);
    expect([body, headers.get('idempotency-replayed')]).toEqual([(await first).body, 'true']);
  });
});
