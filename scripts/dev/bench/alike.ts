import { isDeepStrictEqual } from 'node:util';
import { withoutSecrets } from '../../../server/core/credential.ts';
import { Connection, type Reply } from './connection.ts';
import { type Operation, operationsOf } from './requests.ts';
import type { BenchedServer } from './server.ts';

/** The headers that belong to the answer itself. */
const HEADERS = ['content-type', 'cache-control', 'location', 'www-authenticate'];

/** What one answer has of its own: a new token its id, its credential and its time, a problem its trace. */
const OWN = [
  [/idt:TKN(-\d{4})+:\w+/g, '[credential]'],
  [/TKN-\d{4}-\d{4}(?=[",]|$)/gm, '[id]'],
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '[time]'],
  [/00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}/g, '[trace]'],
] as const;

/** An answer without what it has of its own. */
export interface Shape {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/**
 * Asks each side for the same, once, and compares.
 * @throws Error where one of them answers otherwise than the first: what does other work is no peer.
 */
export async function assertAlike(servers: readonly BenchedServer[], ids: readonly string[]): Promise<void> {
  for (const operation of ['get', 'list', 'create', 'refuse'] as const) {
    const [first, ...others] = await Promise.all(servers.map((server) => shapeOf(server, operation, ids)));
    if (!first) return;
    for (const [index, other] of others.entries()) {
      const difference = differenceOf(first, other);
      if (difference === undefined) continue;
      const [one, another] = [servers[0]?.side, servers[index + 1]?.side];
      throw new Error(
        `The sides do not do the same: to ${operation}, ${another} answers otherwise than ${one}: ${difference}`,
      );
    }
  }
}

async function shapeOf(server: BenchedServer, operation: Operation, ids: readonly string[]): Promise<Shape> {
  const connection = await Connection.open(server.url);
  const reply = await connection.ask(operationsOf(server, ids)[operation].request(0));
  connection.close();
  return shape(reply, operation === 'create' || operation === 'refuse');
}

/** @param isNew Whether it has something of its own. */
export function shape({ status, head, body }: Reply, isNew: boolean): Shape {
  const own = (text: string) =>
    isNew ? OWN.reduce((rest, [pattern, word]) => rest.replaceAll(pattern, word), text) : text;
  const headers = HEADERS.flatMap((name) => {
    const [, value] = new RegExp(`^${name}: *(.*)$`, 'im').exec(head) ?? [];
    return value === undefined ? [] : [[name, own(value)]];
  });
  return { status, headers: Object.fromEntries(headers), body: own(body.toString('utf8')) };
}

/**
 * What is different, in words, with no secret in them; undefined where nothing is. The bodies have the same members and
 * as many bytes; fast-json-stringify writes in an order of its own.
 */
export function differenceOf(one: Shape, other: Shape): string | undefined {
  if (one.status !== other.status) return `${other.status} instead of ${one.status}: ${excerpt(other.body, 0)}`;
  if (!isDeepStrictEqual(one.headers, other.headers)) {
    return `headers ${JSON.stringify(other.headers)} instead of ${JSON.stringify(one.headers)}`;
  }
  const isSame = isDeepStrictEqual(JSON.parse(one.body), JSON.parse(other.body));
  if (isSame && Buffer.byteLength(one.body) === Buffer.byteLength(other.body)) return undefined;
  const place = [...one.body].findIndex((character, index) => character !== other.body[index]);
  return `from character ${place} on, ${excerpt(other.body, place)} instead of ${excerpt(one.body, place)}`;
}

function excerpt(text: string, from: number): string {
  return JSON.stringify(withoutSecrets(text).slice(from, from + 80));
}
