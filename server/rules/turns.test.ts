import { describe, expect, it, onTestFinished } from 'vitest';
import { MOST_WAITING } from '../core/turns/turns.ts';
import type { ServerOptions } from '../index.ts';
import { type Caller, getRaw, TOKENS } from '../testing/query.ts';
import { addTokens } from '../testing/rows.ts';
import { ACCOUNTS, SAMPLE, startServer, type TestServer } from '../testing/server.ts';
import { type Begun, begin, WAITS, waitingStore } from '../testing/waiting.ts';

const SLOW = `${TOKENS}?${WAITS}`;
const IN_TIME = { timeout: 60_000, interval: 5 };
const STREAM = { 'MPT-Streaming': 'true', Accept: 'application/jsonl' };
const BUSY = { statementTimeout: 0 };

/** A server whose slow lists wait, and what was asked of it. */
async function waitingServer(options: ServerOptions = BUSY) {
  const lists = waitingStore();
  const server = await startServer({ ...options, store: lists.store });
  const begun: Begun[] = [];
  onTestFinished(() => begun.forEach(({ leave }) => void leave()));
  const ask = (as: Caller, path = SLOW, headers = {}) => {
    const asked = begin(server, path, as, headers);
    begun.push(asked);
    return asked;
  };
  const running = (count: number) => expect.poll(lists.waiting, IN_TIME).toBe(count);
  return { ...lists, server, ask, running };
}

/** Another credential of the account of `client`. */
async function siblingOf(server: TestServer): Promise<{ credential: string }> {
  const modules = [{ id: 'MOD-1756' }];
  const { body } = await server.call('POST', TOKENS, { as: 'client', body: { name: 'Sibling', modules } });
  return { credential: body.token };
}

describe('lists are read in turn', () => {
  it('so that what one credential asks for keeps no other waiting, of its account or another [rate-limit.turns]', async () => {
    const { server, ask, running } = await waitingServer();
    const sibling = await siblingOf(server);
    for (let n = 0; n < 3; n++) ask('client');
    await running(1);
    for (const as of [sibling, 'vendor', 'operations'] as const) {
      expect((await getRaw(server, `${TOKENS}?limit=1`, as)).status).toBe(200);
    }
    expect((await server.call('GET', `${TOKENS}/${SAMPLE.client}`, { as: 'client' })).status).toBe(200);
    expect((await server.call('POST', TOKENS, { as: 'client', body: { name: 'x' } })).status).toBe(201);
    expect((await server.call('GET', '/readyz')).status).toBe(200);
    await running(1);
  });

  it('one after the other of a credential [rate-limit.turns]', async () => {
    const { ask, running, release, most } = await waitingServer();
    const slow = [ask('client'), ask('client'), ask('client')];
    let answered = 0;
    for (const { status } of slow) status.then(() => (answered += 1));
    for (let n = 1; n <= slow.length; n++) {
      await running(1);
      release();
      await expect.poll(() => answered, IN_TIME).toBe(n);
    }
    expect(await Promise.all(slow.map(({ status }) => status))).toEqual([200, 200, 200]);
    expect(most()).toBe(1);
  });

  it('so that all credentials of an account leave a place to others [rate-limit.turns]', async () => {
    const { server, ask, running, release } = await waitingServer();
    const [sibling, third] = [await siblingOf(server), await siblingOf(server)];
    const slow = [ask('client'), ask(sibling)];
    await running(2);
    const waits = ask(third);
    expect((await getRaw(server, `${TOKENS}?limit=1`, 'vendor')).status).toBe(200);
    await running(2);
    for (const { leave } of slow) leave();
    await running(1);
    release();
    expect(await waits.status).toBe(200);
  });

  it('and streams page by page, so that those of others flow [rate-limit.turns] [stream.at-the-pace]', async () => {
    const { server, ask, running } = await waitingServer();
    const rows = Array.from({ length: 200 }, (_, n) => ({ id: `TKN-8000-${1000 + n}`, accountId: ACCOUNTS.vendor }));
    await addTokens(server, rows);
    ask('client');
    await running(1);
    const stream = ask('vendor', TOKENS, STREAM);
    expect(await stream.status).toBe(200);
    await running(1);
  });
});

describe('too many lists', () => {
  it('of a credential are 429, with a word of their own and Retry-After, and disturb no other [rate-limit.lists]', async () => {
    const { server, ask, running, release } = await waitingServer();
    ask('client');
    await running(1);
    const asked = Array.from({ length: MOST_WAITING + 1 }, () => ask('client'));
    expect(await Promise.race(asked.map(({ status }) => status))).toBe(429);
    const { status, body, headers } = await server.call('GET', SLOW, { as: 'client' });
    expect([status, body.code]).toEqual([429, 'rate.too-many-lists']);
    expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect((await getRaw(server, `${TOKENS}?limit=1`, 'vendor')).status).toBe(200);
    for (const { leave } of asked) leave();
    release();
    // A moment passes until all of them are known to have left.
    await expect.poll(async () => (await getRaw(server, `${TOKENS}?limit=1`, 'client')).status, IN_TIME).toBe(200);
  });
});

describe('who leaves', () => {
  it('ends what runs, and what waits is never begun [rate-limit.leaving]', async () => {
    const { server, ask, running, unwanted, release } = await waitingServer();
    const first = ask('client');
    await running(1);
    const second = ask('client');
    const third = ask('client');
    await server.call('GET', `${TOKENS}/${SAMPLE.client}`, { as: 'client' });
    second.leave();
    await expect.poll(() => server.log(), IN_TIME).toContain('"aborted":true');
    first.leave();
    await expect.poll(unwanted, IN_TIME).toBe(1);
    await running(1);
    release();
    expect(await third.status).toBe(200);
    expect(unwanted()).toBe(1);
    expect(server.log()).not.toContain('"msg":"failure"');
  });

  it('again and again, is in nobody’s way, and leaves nothing behind [rate-limit.leaving]', async () => {
    const { server, ask, running } = await waitingServer();
    for (let n = 0; n < 50; n++) {
      const slow = ask('client');
      await running(1);
      slow.leave();
      await running(0);
    }
    expect((await getRaw(server, `${TOKENS}?limit=1`, 'client')).status).toBe(200);
  });
});

describe('what takes longer than it may', () => {
  it.each([
    ['a list of tokens', SLOW, {}],
    ['a list of accounts', `/public/v1/accounts/accounts?${WAITS}`, {}],
    ['a list of modules', `/public/v1/accounts/modules?${WAITS}`, {}],
    ['the beginning of a stream', SLOW, STREAM],
  ])('is 400, ended, and makes room: %s [rql.budget]', async (_name, path, headers) => {
    const { server, unwanted } = await waitingServer({ statementTimeout: 0.02 });
    const { status, body } = await server.call('GET', path, { as: 'operations', headers });
    expect([status, body.code]).toEqual([400, 'filter.too-expensive']);
    expect(body.errors).toEqual({ filter: ['expected a filter and an order that are evaluated within 0.02 s'] });
    expect(unwanted()).toBe(1);
    expect((await server.call('GET', `${path}&limit=1`.replace('limit=0&', ''), { as: 'operations' })).status).toBe(
      200,
    );
  });

  it('waits without end where nothing is said of it [rql.budget]', async () => {
    const { ask, running, release } = await waitingServer({ statementTimeout: 0 });
    const slow = ask('client');
    await running(1);
    release();
    expect(await slow.status).toBe(200);
  });
});
