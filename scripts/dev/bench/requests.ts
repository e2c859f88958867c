import { generateCredential } from '../../../server/core/credential.ts';
import { SEEDED } from './databases.ts';
import type { BenchedServer } from './server.ts';

export const TOKENS = '/public/v1/accounts/api-tokens';

/** A filter and an order that no index helps. */
export const DEAR = `or(${['0q', '1q', '2q', '3q', '4q'].map((text) => `ilike(description,*${text}*)`).join()})&order=description`;

/** A request that is sent again and again. */
export interface Ask {
  /** The bytes of the request, by how many came before it. */
  request(index: number): Buffer;
  /** What it is answered with. */
  status: number;
}

const CREATE = {
  name: 'ERP connector',
  description: 'Moves orders to the ERP every night.',
  account: { id: 'ACC-3803-7263' },
  modules: [{ id: 'MOD-1756' }, { id: 'MOD-4411' }],
};

export type Operation = 'get' | 'list' | 'create' | 'refuse';

/** What every side does. @param ids Tokens to get, one after the other. */
export function operationsOf(server: BenchedServer, ids: readonly string[]): Record<Operation, Ask> {
  const gets = ids.map((id) => bytesOf(server, `GET ${TOKENS}/${id}`));
  return {
    get: { request: (index) => gets[index % gets.length] as Buffer, status: 200 },
    list: asking(server, `${TOKENS}?limit=20`),
    create: same(bytesOf(server, `POST ${TOKENS}`, { body: JSON.stringify(CREATE) }), 201),
    refuse: same(bytesOf(server, `GET ${TOKENS}`, { credential: generateCredential('TKN-0000-0000') }), 401),
  };
}

/** A path that is got again and again. @param options Who asks, where it is another one; what it is answered with. */
export function asking(server: BenchedServer, path: string, { credential, status = 200 }: AskOptions = {}): Ask {
  return same(bytesOf(server, `GET ${path}`, credential === undefined ? {} : { credential }), status);
}

export interface AskOptions {
  credential?: string;
  status?: number;
}

/** A list that is got as a stream again and again: it says how many records it has, not how many match. */
export function streaming(server: BenchedServer, path: string): Ask {
  return same(bytesOf(server, `GET ${path}`, { headers: ['MPT-Streaming: true'] }), 200);
}

function same(request: Buffer, status: number): Ask {
  return { request: () => request, status };
}

interface BytesOptions {
  credential?: string;
  body?: string;
  headers?: string[];
}

function bytesOf(
  { url, credential: credentialOf }: BenchedServer,
  line: string,
  { credential = credentialOf(SEEDED.operations), body, headers = [] }: BytesOptions = {},
): Buffer {
  const head = [
    `${line} HTTP/1.1`,
    `Host: ${new URL(url).host}`,
    `Authorization: Bearer ${credential}`,
    'Accept: application/json',
    ...headers,
    ...(body === undefined ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`]),
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body ?? ''}`);
}
