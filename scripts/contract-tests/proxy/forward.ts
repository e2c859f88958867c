import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { buffer } from 'node:stream/consumers';

export type Pair = [name: string, value: string];

/** An answer as it goes over the wire, its body still coded. */
export interface WireResponse {
  status: number;
  headers: Pair[];
  body: Buffer;
}

/** What belongs to one connection (RFC 9110, 7.6.1), and what the next one sets itself. */
const NOT_FORWARDED = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Sends a request on, byte for byte, and reads the whole answer. A redirect is an answer as every other.
 * @throws the error of the connection.
 */
export async function forward(
  upstream: URL,
  { method, target, headers, body }: { method: string; target: string; headers: Pair[]; body: Buffer },
  signal: AbortSignal,
): Promise<WireResponse> {
  const send = upstream.protocol === 'https:' ? httpsRequest : httpRequest;
  const isBodied = body.length > 0 || headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
  const length: Pair[] = isBodied ? [['Content-Length', String(body.length)]] : [];
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = {
      protocol: upstream.protocol,
      hostname: upstream.hostname.replace(/^\[|\]$/g, ''),
      port: upstream.port,
      path: target,
      method,
      headers: [['Host', upstream.host], ...endToEnd(headers), ...length].flat(),
      // A connection that is kept may be closed by the server just when it is used again.
      agent: false as const,
      signal,
    };
    send(options, resolve).on('error', reject).end(body);
  });
  const bytes = await buffer(incoming);
  if (!incoming.complete) throw new Error('the answer ended early');
  return { status: incoming.statusCode ?? 0, headers: endToEnd(pairsOf(incoming.rawHeaders)), body: bytes };
}

/** Headers as they were sent, in their order. */
export function pairsOf(rawHeaders: readonly string[]): Pair[] {
  const names = rawHeaders.filter((_, index) => index % 2 === 0);
  return names.map((name, index) => [name, rawHeaders[2 * index + 1] ?? '']);
}

function endToEnd(pairs: Pair[]): Pair[] {
  const named = pairs.filter(([name]) => /^connection$/i.test(name)).flatMap(([, value]) => value.split(','));
  const dropped = NOT_FORWARDED.union(new Set(named.map((name) => name.trim().toLowerCase())));
  return pairs.filter(([name]) => !dropped.has(name.toLowerCase()));
}
