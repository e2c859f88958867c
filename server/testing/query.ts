import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { assertKeepsContract } from './contract.ts';
import { type Answer, SAMPLE, type TestServer } from './server.ts';

export const TOKENS = '/public/v1/accounts/api-tokens';

export type Caller = keyof typeof SAMPLE | { credential: string };

/** A `GET` whose path and query go out byte for byte, as no URL parser has seen them; one character is one byte. */
export async function getRaw(server: TestServer, path: string, as: Caller = 'operations'): Promise<Answer> {
  const credential = typeof as === 'object' ? as.credential : server.credentials[SAMPLE[as]];
  const { hostname, port } = new URL(server.url);
  // By the module: where MSW stands in for the network, it does so there.
  const sent = http.request({ hostname, port, path, headers: { authorization: `Bearer ${credential}` } }).end();
  const [response]: IncomingMessage[] = await once(sent, 'response');
  if (!response) throw new Error('There is no response.');
  const text = await textOf(response);
  const headers = new Headers(response.headers as Record<string, string>);
  const answer = {
    status: Number(response.statusCode),
    headers,
    text,
    body: text === '' ? undefined : JSON.parse(text),
  };
  await assertKeepsContract('GET', path, answer);
  return answer;
}

/** The ids of a list in their order, or an error that shows the answer. */
export async function listedIds(server: TestServer, query: string, as?: Caller): Promise<string[]> {
  return idsOf(await getRaw(server, `${TOKENS}?${query}`, as));
}

export function idsOf({ status, body }: Answer): string[] {
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.data.map(({ id }: { id: string }) => id);
}

/** Percent-encodes what is not ASCII, and nothing else. */
export function ascii(query: string): string {
  return query.replaceAll(/[^!-~]+/gu, encodeURIComponent);
}

/** What is told to be wrong with a query, by parameter. */
export async function queryErrors(server: TestServer, query: string, path = TOKENS): Promise<unknown> {
  const { status, body } = await getRaw(server, `${path}?${query}`);
  return status === 400 ? body.errors : `${status} is not 400`;
}

/** Queries of tokens with a credential in them, right and wrong ones. */
export function queriesWith(credential: string): string[] {
  const encoded = encodeURIComponent(credential);
  return [
    `token=${credential}`,
    `eq(token,'${encoded}'`,
    `like(token,${credential})`,
    `${credential}`,
    `${credential}=x`,
    `order=${credential}`,
    `limit=${credential}`,
    `select=${credential}`,
    `offset=${encoded}`,
    `eq(revision,${credential})`,
    `eq(audit.created.at,${credential})`,
    `${credential}(`,
  ];
}
