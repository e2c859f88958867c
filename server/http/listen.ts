import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from './log.ts';
import { toOriginForm } from './origin.ts';
import { answerParserFailures } from './parser-failures.ts';

/** Room for a query of 14,000 bytes beside the headers [rql.limits-work]. */
const MAX_HEADER_BYTES = 32 * 1024;
/** Longer than balancers and clients keep a connection idle, so that it is theirs to close. */
const KEEP_ALIVE_MS = 75_000;
const STOP_WITHIN_MS = 8_000;
const SWEEP_EVERY_MS = 50;

export interface HttpOptions {
  logger: Logger;
  isStopping(): boolean;
}

/** A server for an app: what Node's HTTP parser leaves to us, and what it would answer otherwise than the contract says. */
export function createHttpServer(app: RequestListener, { logger, isStopping }: HttpOptions): Server {
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    requireHostHeader: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
  server.on('request', (request, response) => {
    toOriginForm(request);
    if (isStopping()) response.setHeader('Connection', 'close');
  });
  server.on('request', app);
  // Without this, Node answers an unknown `Expect` itself, with an empty 417 that the contract does not have.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  answerParserFailures(server, logger);
  return server;
}

/**
 * Listens, and answers with the origin that is bound.
 * @throws Error that says what to change where the address cannot be had.
 */
export async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFailure(error, host, port)));
    server.listen(port, host, resolve);
  });
  const { address, family, port: bound } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`;
}

function listenFailure(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const reasons: Record<string, string> = {
    EADDRINUSE: 'it is in use. Set PORT to another one (0 is any free port)',
    EACCES: 'that is not allowed. Set PORT to one above 1023',
    EADDRNOTAVAIL: 'this machine does not have that address. Set HOST to one it has',
    ENOTFOUND: 'there is no such host. Set HOST to an address of this machine',
  };
  const reason = reasons[error.code ?? ''] ?? error.message;
  return new Error(`Cannot listen on port ${port} of ${host}: ${reason}.`, { cause: error });
}

/** Waits until every response is sent; connections that never end are cut. */
export async function drain(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS);
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearTimeout(cut);
  clearInterval(sweep);
}
