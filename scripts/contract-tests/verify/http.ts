import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { decodedBody } from '../judge/content-coding.ts';
import type { Observed } from '../judge/findings.ts';

/** A request as it goes over the wire. */
export interface WireRequest {
  method: string;
  /** With its query; ASCII. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
  /** Leaves out the header `Host`, which HTTP/1.1 asks for. */
  hostless?: boolean;
}

/** Sends a request and reads the whole answer, without its content codings; `unread` says where that was not possible. */
export type Send = (request: WireRequest) => Promise<Observed>;

/** The deployment could not be asked: it does not answer, or not in HTTP. */
export class Unreachable extends Error {
  /** What happened, such as `no answer within 30 seconds`. */
  readonly reason: string;

  constructor(origin: string, reason: string) {
    super(`${origin} cannot be asked: ${reason}`);
    this.reason = reason;
  }
}

const TIMEOUT_MS = 30_000;

/**
 * Requests to one origin over kept connections, exactly as they are: no redirect is followed, no header added but
 * `Host`, `Connection` and `Content-Length`. Without `Accept-Encoding` an answer may have any coding (RFC 9110, 12.5.3).
 */
export function sender(origin: string): Send & { close(): void } {
  const { protocol, hostname, port } = new URL(origin);
  const isSecure = protocol === 'https:';
  const agent = isSecure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const request = isSecure ? httpsRequest : httpRequest;

  function send(wire: WireRequest): Promise<Observed> {
    const { method, path, headers, body, hostless = false } = wire;
    const length = body === undefined ? undefined : { 'Content-Length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const sent = request({
        hostname: hostname.replaceAll(/[[\]]/g, ''),
        port,
        agent,
        method,
        path,
        setHost: !hostless,
        headers: { ...headers, ...length },
        timeout: TIMEOUT_MS,
      });
      const fail = (error: NodeJS.ErrnoException) => {
        // A kept connection that was closed while idle says nothing of the request.
        if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(send(wire));
        else reject(new Unreachable(origin, error.message || String(error.code)));
      };
      sent.once('response', (response) => observed(response).then(resolve, fail));
      sent.once('timeout', () => sent.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} seconds`)));
      sent.once('error', fail);
      sent.end(body);
    });
  }
  return Object.assign(send, { close: () => agent.destroy() });
}

async function observed(response: IncomingMessage): Promise<Observed> {
  const bytes = await buffer(response);
  const headers = new Headers();
  for (const [name, values] of Object.entries(response.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const status = Number(response.statusCode);
  const decoded = await decodedBody(bytes, headers.get('content-encoding'));
  if (!('body' in decoded)) return { status, headers, text: '', body: undefined, unread: decoded };
  const text = new TextDecoder().decode(decoded.body);
  return { status, headers, text, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
