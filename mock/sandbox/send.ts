import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { paced } from '../../server/http/paced.ts';
import type { SandboxAnswer } from '../engine/exchange.ts';

/** Sends an answer; a connection that is to be cut is cut. Where a stream breaks, so does the connection [stream.broken]. */
export async function send(request: IncomingMessage, response: ServerResponse, answer: SandboxAnswer): Promise<void> {
  // What was not read would be taken for the next request of the connection.
  request.resume();
  if (answer === 'cut') return void request.socket.destroy();
  const { status, headers, body } = answer;
  if (typeof body === 'object') {
    response.writeHead(status, headers);
    // Whatever ends it, nobody is left to be told.
    await pipeline(paced(body), response).catch(() => {});
    return;
  }
  const length = status === 204 || body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length }).end(body);
}
