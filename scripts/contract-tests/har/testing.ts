import { SAMPLE, type TestServer } from '../../../server/testing/server.ts';
import type { Har, HarEntry } from './har.ts';

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
