import type { OperationId } from '../../../generated/operations.ts';
import { SAMPLE, type TestServer } from '../../../server/testing/server.ts';
import { bodyExamples } from '../judge/examples.ts';
import type { Har, HarEntry, HarHeader } from './har.ts';

export const TOKENS = '/public/v1/accounts/api-tokens';

/** Entries with their bodies there, to change. */
export type Recorded = HarEntry & {
  request: { postData: { text: string } };
  response: { content: { text: string; encoding?: string } };
};

/** Records what a client does in the life of a token, its mistakes too. */
export async function record(server: TestServer): Promise<{ har: Har; named: Record<string, Recorded> }> {
  const named: Record<string, Recorded> = {};
  const as = server.credentials[SAMPLE.operations];
  const call = async (name: string, method: string, path: string, body?: object, credential = as) => {
    const headers = {
      ...(credential && { Authorization: `Bearer ${credential}` }),
      ...(body && { 'Content-Type': 'application/json' }),
    };
    const text = body && JSON.stringify(body);
    const response = await fetch(server.url + path, { method, headers, ...(text && { body: text }) });
    const answer = await response.text();
    const entry = {
      request: {
        method,
        url: server.url + path,
        headers: Object.entries(headers).map(([header, value]) => ({ name: header, value })),
        bodySize: text?.length ?? 0,
        ...(text && { postData: { text } }),
      },
      response: {
        status: response.status,
        headers: [...response.headers].map(([header, value]) => ({ name: header, value })),
        content: { size: answer.length, text: answer },
      },
    };
    named[name] = entry as Recorded;
    return answer.startsWith('{') ? JSON.parse(answer) : undefined;
  };
  const token = await call('create', 'POST', TOKENS, { name: 'ERP', modules: [{ id: 'MOD-1756' }] });
  const path = `${TOKENS}/${token.id}`;
  await call('get', 'GET', path);
  await call('update', 'PUT', path, { ...token, description: 'Orders' });
  await call('disable', 'POST', `${path}/disable`);
  await call('enable', 'POST', `${path}/enable`);
  await call('list', 'GET', `${TOKENS}?eq(status,Active)&limit=2&order=-name&in(status,('Active',"Disabled"))`);
  await call('by token', 'GET', `${TOKENS}?eq(token,"${as}")`);
  await call('bad filter', 'GET', `${TOKENS}?eq(colour,red)`);
  await call('bad body', 'POST', TOKENS, { name: 5 });
  await call('not found', 'GET', `${TOKENS}/nonsense`);
  await call('no credential', 'GET', TOKENS, undefined, '');
  await call('delete', 'DELETE', path);
  await call('head', 'HEAD', TOKENS);
  await call('options', 'OPTIONS', TOKENS);
  await call('other method', 'PATCH', TOKENS);
  await call('contract', 'GET', '/public/v1/openapi.json');
  await call('outside', 'GET', '/elsewhere');
  return { har: harOf(Object.values(named)), named };
}

const HEADERS = { 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' };
const PROBLEM = {
  type: 'https://tools.ietf.org/html/rfc9110#section-15.5.6',
  title: 'Method Not Allowed',
  status: 405,
  instance: TOKENS,
  traceId: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00',
};

export type SampleName = 'get' | 'create' | 'delete' | 'method' | 'stream';

/** Entries that keep the contract, made of its examples; fresh ones, to change. */
export function sample(name: SampleName): Recorded {
  const created = exampleOf('createApiToken', 201) as { id: string };
  const path = `${TOKENS}/${created.id}`;
  switch (name) {
    case 'get':
      return recorded('GET', path, 200, HEADERS, exampleOf('getApiToken', 200));
    case 'create':
      return recorded('POST', TOKENS, 201, { ...HEADERS, location: path }, created, '{"name":"ERP"}');
    case 'delete':
      return recorded('DELETE', path, 204, { 'cache-control': 'no-store' });
    case 'stream': {
      const stream = { 'mpt-streaming': 'true', 'mpt-item-count': '2', 'content-type': 'application/jsonl' };
      const { $meta: _meta, ...record } = exampleOf('getApiToken', 200) as Record<string, unknown>;
      const lines = `${JSON.stringify(record)}\n`.repeat(2);
      const entry = recorded('GET', `${TOKENS}?limit=-1`, 200, { ...HEADERS, ...stream }, record);
      entry.request.headers.push({ name: 'MPT-Streaming', value: 'true' });
      Object.assign(entry.response.content, { text: lines, size: Buffer.byteLength(lines) });
      return entry;
    }
    case 'method': {
      const allow = { allow: 'GET, HEAD, POST, OPTIONS', 'content-type': 'application/problem+json' };
      return recorded('PATCH', TOKENS, 405, { ...HEADERS, ...allow }, PROBLEM);
    }
  }
}

function exampleOf(operation: OperationId, status: number): unknown {
  return bodyExamples(operation).find(({ part }) => part === status)?.value;
}

function recorded(
  method: string,
  path: string,
  status: number,
  headers: Record<string, string>,
  body?: unknown,
  sent?: string,
): Recorded {
  const text = body === undefined ? '' : JSON.stringify(body);
  const length = { 'content-length': String(Buffer.byteLength(text)) };
  const type = { 'content-type': 'application/json' };
  return {
    request: {
      method,
      url: `https://api.example.com${path}`,
      headers: headerList({ authorization: 'Bearer any', ...(sent && type) }),
      bodySize: sent?.length ?? 0,
      ...(sent && { postData: { mimeType: type['content-type'], text: sent } }),
    },
    response: {
      status,
      headers: headerList({ ...headers, ...(text && length) }),
      content: { size: Buffer.byteLength(text), text },
    },
  } as Recorded;
}

function headerList(headers: Record<string, string>): HarHeader[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

/** A HAR with what the standard requires of one. */
export function harOf(entries: HarEntry[]): Har & { log: object } {
  const common = { startedDateTime: '2026-01-01T00:00:00.000Z', time: 1, cache: {}, timings: {} };
  const full = entries.map((entry) => ({ ...common, ...entry }));
  return { log: { version: '1.2', creator: { name: 'tests', version: '1' }, entries: full } as Har['log'] };
}

export function setHeader({ response }: HarEntry, name: string, value: string | undefined): void {
  response.headers = response.headers.filter((header) => header.name.toLowerCase() !== name);
  if (value !== undefined) response.headers.push({ name, value });
}

// biome-ignore lint/suspicious/noExplicitAny: a test breaks what it wants to.
export function setBody({ response }: Recorded, change: (body: any) => void): void {
  const body = JSON.parse(response.content.text);
  change(body);
  response.content.text = JSON.stringify(body);
}
