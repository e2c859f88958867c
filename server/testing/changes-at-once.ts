import { expect, it } from 'vitest';
import { TOKENS } from './query.ts';
import type { TestServer } from './server.ts';

/** The tests of changes of one token at once, of whatever server. */
export function testChangesAtOnce(start: () => Promise<TestServer>): void {
  it.each([2, 20])('%i are each kept, in one order [update.at-once] [token.revision] [token.audit]', async (count) => {
    const server = await start();
    const { body: token } = await server.call('POST', TOKENS, { as: 'client', body: { name: 'Shared' } });
    const path = `${TOKENS}/${token.id}`;
    // Each changes a field of its own kind, so that a lost update would show in the end.
    const changes = Array.from({ length: count }, (_, n) =>
      n % 2 === 0 ? { description: `Number ${n}` } : { extensions: [{ id: `Number ${n}` }] },
    );
    const answers = await Promise.all(changes.map((body) => server.call('PUT', path, { as: 'client', body })));

    expect(answers.map(({ status }) => status)).toEqual(changes.map(() => 200));
    const inOrder = answers.map(({ body }) => body).sort((a, b) => a.revision - b.revision);
    expect(inOrder.map(({ revision }) => revision)).toEqual(changes.map((_, n) => n + 2));
    let state = {};
    for (const { revision, description, extensions } of inOrder) {
      const change = changes[answers.findIndex(({ body }) => body.revision === revision)];
      state = { ...state, ...change };
      expect({ description, extensions }).toEqual({ description: undefined, extensions: undefined, ...state });
    }
    const { body: last } = await server.call('GET', `${path}?select=audit`, { as: 'client' });
    expect(last).toMatchObject({ ...state, revision: count + 1 });
    expect(last.audit.updated.at >= last.audit.created.at).toBe(true);
  });

  it('by eight writers with If-Match, who read again after each 412, lose nothing [precondition.at-once] [update.at-once]', async () => {
    const [writers, changes] = [8, 10];
    const server = await start();
    const { body: token } = await server.call('POST', TOKENS, { as: 'client', body: { name: 'Shared' } });
    const path = `${TOKENS}/${token.id}`;
    let refused = 0;
    // Each adds to what is there, so that whoever writes over what it has not seen takes something away.
    const write = async (writer: number) => {
      for (let change = 0; change < changes; ) {
        const { headers, body } = await server.call('GET', path, { as: 'client' });
        const description = `${body.description ?? ''}${writer},`;
        const call = {
          as: 'client',
          headers: { 'If-Match': headers.get('etag') ?? '' },
          body: { description },
        } as const;
        const { status } = await server.call('PUT', path, call);
        expect([200, 412]).toContain(status);
        if (status === 200) change += 1;
        else refused += 1;
      }
    };
    await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
    const { body: last } = await server.call('GET', path, { as: 'client' });
    const counts = Map.groupBy(last.description.split(',').slice(0, -1), (writer: string) => writer);
    expect([...counts.values()].map((of) => of.length)).toEqual(Array(writers).fill(changes));
    expect(last.revision).toBe(1 + writers * changes);
    expect(refused).toBeGreaterThan(0);
  });

  it('with the same tag: one is made, of whatever kind [precondition.at-once]', async () => {
    const server = await start();
    const { headers: made, body: token } = await server.call('POST', TOKENS, {
      as: 'client',
      body: { name: 'Shared' },
    });
    const path = `${TOKENS}/${token.id}`;
    const call = { as: 'client', headers: { 'If-Match': made.get('etag') ?? '' } } as const;
    const answers = await Promise.all([
      server.call('PUT', path, { ...call, body: { name: 'One' } }),
      server.call('PUT', path, { ...call, body: { name: 'Other' } }),
      server.call('POST', `${path}/disable`, call),
      server.call('POST', `${path}/disable`, call),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    expect((await server.call('GET', path, { as: 'client' })).body.revision).toBe(2);
  });

  it('of which one deletes: what comes after it is refused [update.at-once] [life.terminal]', async () => {
    const server = await start();
    const { body: token } = await server.call('POST', TOKENS, { as: 'client', body: { name: 'Shared' } });
    const path = `${TOKENS}/${token.id}`;
    const remove = () => server.call('DELETE', path, { as: 'client' });
    const rename = (_: unknown, n: number) => server.call('PUT', path, { as: 'client', body: { name: `Name ${n}` } });
    const disable = () => server.call('POST', `${path}/disable`, { as: 'client' });
    const answers = await Promise.all([...Array.from({ length: 5 }, rename), remove(), remove(), disable(), disable()]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    const { body: last } = await server.call('GET', path, { as: 'operations' });
    expect(last.status).toBe('Deleted');
    expect(last.revision).toBe(1 + statuses.filter((status) => status < 300).length);
  });
}
