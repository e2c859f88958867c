import { afterAll, describe, expect, it } from 'vitest';
import { SAMPLE, startServer } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens/nonsense';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const server = await startServer({}, afterAll);

async function traceOf(traceparent?: string) {
  const headers = traceparent === undefined ? {} : { traceparent };
  const { body } = await server.call('GET', PATH, { as: 'client', headers });
  const [version, traceId, spanId, flags] = body.traceId.split('-');
  return { version, traceId, spanId, flags };
}

describe('the trace of a request', () => {
  it.each(['00', '01'])('continues one that comes in with the flags %s: same trace, new span', async (flags) => {
    const trace = await traceOf(`00-${TRACE}-${SPAN}-${flags}`);
    expect(trace).toMatchObject({ version: '00', traceId: TRACE, flags });
    expect(trace.spanId).toMatch(/^[0-9a-f]{16}$/);
    expect(trace.spanId).not.toBe(SPAN);
  });

  it.each([
    'nonsense',
    '',
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${TRACE}-${SPAN.toUpperCase()}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE}-${SPAN}-0g`,
    `00-${TRACE}-${SPAN}-01-more`,
    `00-${TRACE}${SPAN}-01`,
    `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`,
  ])('is a new one where `traceparent` is %s', async (traceparent) => {
    const trace = await traceOf(traceparent);
    expect(trace.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(trace.traceId).not.toBe(TRACE);
    expect(trace.traceId).not.toBe('0'.repeat(32));
    expect(trace.spanId).not.toBe('0'.repeat(16));
  });

  it('is a new one for each request that brings none', async () => {
    const ids = new Set<string>();
    for (let call = 0; call < 20; call++) ids.add((await traceOf()).traceId);
    expect(ids.size).toBe(20);
  });

  it('is in the log, with the caller and the status, and without the query [errors.trace]', async () => {
    const { body } = await server.call('GET', `${PATH}?secret=query`, { as: 'client' });
    const [, traceId, spanId] = body.traceId.split('-');
    const entries = server
      .log()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(entries.find((entry) => entry.traceId === traceId)).toMatchObject({
      level: 'info',
      msg: 'request',
      spanId,
      method: 'GET',
      path: PATH,
      status: 404,
      tokenId: SAMPLE.client,
      accountId: 'ACC-3803-7263',
    });
    expect(body.instance).toBe(PATH);
    expect(server.log()).not.toContain('secret=query');
  });

  it('logs HEAD as HEAD', async () => {
    const before = server.log().length;
    await server.call('HEAD', PATH, { as: 'client' });
    expect(server.log().slice(before)).toContain('"method":"HEAD"');
  });
});
