import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { operations } from '../../generated/operations.ts';
import { problemCodes } from '../../generated/problem-codes.ts';
import { SAMPLE, startServer, type TestServer, temporaryFolder } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const TOKEN = `${PATH}/${SAMPLE.client}`;

async function measuredServer() {
  const databaseUrl = `sqlite:${join(await temporaryFolder(), 'tokens.db')}`;
  const server = await startServer({ databaseUrl, metricsPort: 0 });
  return { server, read: () => metricsOf(server) };
}

/** Name with labels → value. */
async function metricsOf({ log }: TestServer): Promise<Map<string, number>> {
  const [, url = ''] = /"metrics":"([^"]+)"/.exec(log()) ?? [];
  const answer = await fetch(url);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')]);
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

describe('the metrics', () => {
  it('count requests by operation and status, problems by code, and measure them and the store', async () => {
    const { server, read } = await measuredServer();
    await server.call('GET', TOKEN, { as: 'client' });
    await server.call('GET', TOKEN, { as: 'client' });
    await server.call('GET', `${PATH}?eq(nonsense,1)`, { as: 'client' });
    await server.call('POST', PATH, { as: 'client', body: {} });
    await server.call('POST', PATH, { as: 'client', body: { name: 'x' } });
    await server.call('GET', '/nonsense');
    const wanted = {
      'api_tokens_requests_total{operation="getApiToken",status="200"}': 2,
      'api_tokens_requests_total{operation="listApiTokens",status="400"}': 1,
      'api_tokens_requests_total{operation="createApiToken",status="201"}': 1,
      'api_tokens_requests_total{operation="none",status="401"}': 1,
      'api_tokens_request_duration_seconds_count{operation="getApiToken"}': 2,
      'api_tokens_problems_total{operation="listApiTokens",code="filter.unknown-field"}': 1,
      'api_tokens_problems_total{operation="createApiToken",code="name.required"}': 1,
      'api_tokens_problems_total{operation="none",code="credential.invalid"}': 1,
      'api_tokens_store_duration_seconds_count{call="change"}': 1,
      'api_tokens_store_duration_seconds_count{call="tokens.findSummary"}': 2,
      api_tokens_ready: 1,
      api_tokens_requests_under_way: 0,
      api_tokens_lists_waiting: 0,
      api_tokens_changes_waiting: 0,
      api_tokens_credentials_damaged: 0,
      api_tokens_requests_shed_total: 0,
      'api_tokens_pool{state="busy"}': 0,
      'api_tokens_pool{state="idle"}': 3,
    };
    // A request is counted when its answer is on its way, which is after who asked has it.
    await expect.poll(async () => Object.fromEntries(await read())).toMatchObject(wanted);
    const found = await read();
    expect(found.get('api_tokens_connections')).toBeGreaterThan(0);
    expect(found.get('api_tokens_loop_delay_seconds')).toBeGreaterThanOrEqual(0);
    expect(found.get('nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0);
    expect(found.get('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
  });

  it('have labels of the contract alone, whatever is asked, and no credential [secrets.nowhere]', async () => {
    const { server, read } = await measuredServer();
    const credential = server.credentials[SAMPLE.client] ?? '';
    for (const path of [`/${credential}`, `${PATH}/${credential}`, `${PATH}?eq(token,${credential})`, '/a', '/b?c=d']) {
      await server.call('GET', path, { as: 'client' });
      await server.call('PATCH', path, { as: { credential: `${credential}x` } });
    }
    await expect
      .poll(async () => (await read()).get('api_tokens_request_duration_seconds_count{operation="none"}'))
      .toBeGreaterThan(6);
    const words = new Set<string>([...Object.keys(operations), ...problemCodes, 'none', 'left']);
    for (const name of (await read()).keys()) {
      expect(name).not.toContain('idt:');
      for (const [, label, value = ''] of name.matchAll(/(operation|code)="([^"]*)"/g)) {
        expect(words, label).toContain(value);
      }
    }
  });

  it('say that the server is not ready where its database is gone', async () => {
    const { server, read } = await measuredServer();
    await server.store.close();
    await server.call('GET', TOKEN, { as: 'client' }).catch(() => undefined);
    expect((await read()).get('api_tokens_ready')).toBe(0);
  });

  it('are nowhere unless they are asked for, and on no path but their own', async () => {
    const plain = await startServer();
    expect(plain.log()).not.toContain('"metrics"');
    expect((await plain.call('GET', '/metrics')).status).toBe(401);
    const { server } = await measuredServer();
    const [, url = ''] = /"metrics":"([^"]+)"/.exec(server.log()) ?? [];
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect((await fetch(new URL('/', url))).status).toBe(404);
    expect((await fetch(url, { method: 'POST' })).status).toBe(404);
  });

  it('on a port that cannot be had stop the start, which says which variable to set', async () => {
    const { server } = await measuredServer();
    const taken = Number(new URL(server.url).port);
    await expect(startServer({ metricsPort: taken })).rejects.toThrow(/metrics on port \d+ .* Set METRICS_PORT/);
  });
});
