import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../core/memory/store.ts';
import type { Store, TokenRepository } from '../core/ports/store.ts';
import type { Snapshot } from '../core/stream/records.ts';
import { TOKENS } from '../testing/query.ts';
import { addTokens } from '../testing/rows.ts';
import { ACCOUNTS, SAMPLE, startServer, type TestServer } from '../testing/server.ts';

const OWN = `${TOKENS}/${SAMPLE.client}`;
/** More of them than a connection nobody reads takes, in bytes. */
const MANY = 1_000;
/** A machine may be slow. */
const IN_TIME = { timeout: 60_000 };
const LONG = 'x'.repeat(2_000);
const EXTENSIONS = Array.from({ length: 20 }, (_, n) => ({ id: `EXT-${n}`.padEnd(200, 'x') }));

async function startWithMany(options = {}): Promise<TestServer> {
  const server = await startServer(options);
  const event = (n: number) => ({ at: Date.UTC(2026, 0, 2) + n });
  await addTokens(
    server,
    Array.from({ length: MANY }, (_, n) => ({
      id: `TKN-9000-${String(n).padStart(4, '0')}`,
      accountId: ACCOUNTS.client,
      name: `Many ${n}`,
      description: LONG,
      icon: LONG,
      extensions: EXTENSIONS,
      audit: { created: event(n), updated: event(n) },
    })),
  );
  return server;
}

/** Opens a stream and reads none of it. */
async function open(server: TestServer, accept = 'application/jsonl'): Promise<IncomingMessage> {
  const { hostname, port } = new URL(server.url);
  const headers = {
    Authorization: `Bearer ${server.credentials[SAMPLE.client]}`,
    Accept: accept,
    'MPT-Streaming': 'true',
  };
  const sent = request({ hostname, port, path: TOKENS, headers, agent: false }).end();
  const [response]: IncomingMessage[] = await once(sent, 'response');
  if (!response) throw new Error('There is no response.');
  return response;
}

const idsIn = (lines: string): string[] =>
  lines
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).id);

describe('what belongs to a stream is fixed when it opens', () => {
  it('what is created later is not in it, what is deleted later is [stream.snapshot]', async () => {
    const server = await startWithMany();
    const stream = await open(server);
    const last = `TKN-9000-0${MANY - 1}`;
    expect((await server.call('POST', TOKENS, { as: 'client', body: { name: 'Later' } })).status).toBe(201);
    expect((await server.call('DELETE', `${TOKENS}/${last}`, { as: 'client' })).status).toBe(204);
    const lines = await textOf(stream);
    const ids = idsIn(lines);
    expect(ids).toHaveLength(Number(stream.headers['mpt-item-count']));
    expect(ids).toContain(last);
    expect(lines).not.toContain('"Later"');
  });
});

describe('a stream that cannot be finished', () => {
  it.each(['application/jsonl', 'application/json'])(
    'of %s breaks with its credential [stream.revoked] [stream.broken] [auth.revoked-at-once]',
    async (format) => {
      const server = await startWithMany();
      const stream = await open(server, format);
      expect((await server.call('POST', `${OWN}/disable`, { as: 'operations' })).status).toBe(200);
      await expect(textOf(stream)).rejects.toMatchObject({ code: 'ECONNRESET' });
      expect(stream.complete).toBe(false);
    },
  );

  it('for a failure breaks its connection, which the log tells [stream.broken]', async () => {
    const { store, walks } = watched((page) => {
      if (page === 10) throw new Error('the disk is gone');
    });
    const server = await startWithMany({ store });
    const stream = await open(server);
    await expect(textOf(stream)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(walks).toEqual([{ pages: 10, isOver: true }]);
    await expect.poll(() => server.log(), IN_TIME).toContain('the disk is gone');
    await expect.poll(() => server.log(), IN_TIME).toContain('"aborted":true');
  });

  it('for a failure before its first record is a problem [stream.broken]', async () => {
    const { store } = watched(() => {
      throw new Error('the disk is gone');
    });
    const server = await startServer({ store });
    const headers = { 'MPT-Streaming': 'true', Accept: 'application/jsonl' };
    const answer = await server.call('GET', TOKENS, { as: 'client', headers });
    expect([answer.status, answer.body.code]).toEqual([500, 'server.failed']);
  });
});

describe('a stream is written as it is read', () => {
  it('waits for who does not read, and serves others meanwhile [stream.at-the-pace]', async () => {
    const { store, walks } = watched(() => {});
    const server = await startWithMany({ store });
    const stream = await open(server);
    let before = -1;
    // It comes to a halt by itself, once what lies between is full.
    await expect
      .poll(
        () => {
          const isHalted = walks[0]?.pages === before;
          before = walks[0]?.pages ?? 0;
          return isHalted;
        },
        { timeout: 60_000, interval: 500 },
      )
      .toBe(true);
    expect(walks[0]?.isOver).toBe(false);
    expect(before).toBeLessThan(MANY / 50);
    expect((await server.call('GET', OWN, { as: 'client' })).status).toBe(200);
    expect(idsIn(await textOf(stream))).toHaveLength(MANY + 2);
    expect(walks[0]?.isOver).toBe(true);
  });

  it('ends the work where its reader leaves, and tells nobody of a failure [stream.at-the-pace]', async () => {
    const { store, walks } = watched(() => {});
    const server = await startWithMany({ store });
    const stream = await open(server);
    stream.destroy();
    await expect.poll(() => walks[0]?.isOver, IN_TIME).toBe(true);
    expect(walks[0]?.pages).toBeLessThan(MANY / 50);
    await expect.poll(() => server.log(), IN_TIME).toContain('"aborted":true');
    expect(server.log()).not.toContain('"msg":"failure"');
  });
});

interface Walk {
  pages: number;
  isOver: boolean;
}

/** A store that tells how far its snapshots were read. @param onPage Called before each page, from 1. */
function watched(onPage: (page: number) => void): { store: Store; walks: Walk[] } {
  const walks: Walk[] = [];
  const store = memoryStore();
  const watch = <T>(snapshot: Snapshot<T>): Snapshot<T> => ({
    ...snapshot,
    async *pages() {
      const walk: Walk = { pages: 0, isOver: false };
      walks.push(walk);
      try {
        for await (const page of snapshot.pages()) {
          walk.pages += 1;
          onPage(walk.pages);
          yield page;
        }
      } finally {
        walk.isOver = true;
      }
    },
  });
  const tokens: TokenRepository = {
    ...store.tokens,
    snapshot: async (...request) => watch(await store.tokens.snapshot(...request)),
  };
  return { store: { ...store, tokens }, walks };
}
