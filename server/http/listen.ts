import type { RequestListener, Server, ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Connections } from './connections.ts';
import type { Logger } from './log.ts';
import { http } from './node-http.ts';
import { toOriginForm } from './origin.ts';
import { answerParserFailures } from './parser-failures.ts';

/** Room for a query of 14,000 bytes beside the headers [rql.limits-work]. */
const MAX_HEADER_BYTES = 32 * 1024;
/** Longer than balancers and clients keep a connection idle, so that it is theirs to close. */
const KEEP_ALIVE_MS = 75_000;
/** Seconds in which a request is there whole, its head in a third of that, unless told otherwise. */
const REQUEST_TIMEOUT = 30;
const HEAD_SHARE = 3;
/** How often connections are looked at for requests that take too long. */
const LOOK_EVERY_MS = 1_000;

export interface HttpOptions {
  logger: Logger;
  /** Seconds in which a client takes some of what waits to be sent to it, or is cut off; 0 is no limit. */
  responseTimeout: number;
  /** Seconds in which a request is there whole, or is 408; 0 is no limit. */
  requestTimeout?: number;
  /** How many connections may be open; one more is closed at once. No limit unless given. */
  maxConnections?: number | undefined;
  /** What makes requests and responses; Node's own unless given. */
  messages?: Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'>;
}

export interface HttpServer {
  /** How many connections are open. */
  readonly connections: number;
  /**
   * Listens, and answers with the origin that is bound.
   * @throws Error that says what to change where the address cannot be had.
   */
  listen(address: { host: string; port: number }): Promise<string>;
  /** Lets what is under way end, for at most 7 seconds, and refuses what comes. */
  close(): Promise<void>;
}

/** A server for an app: what Node's HTTP parser leaves to us, and what it would answer otherwise than the contract says. */
export function createHttpServer(app: RequestListener, options: HttpOptions): HttpServer {
  const { logger, responseTimeout, requestTimeout = REQUEST_TIMEOUT, maxConnections, messages } = options;
  const requestMs = requestTimeout * 1000;
  const server = http.createServer({
    requestTimeout: requestMs,
    headersTimeout: Math.ceil(requestMs / HEAD_SHARE),
    connectionsCheckingInterval: LOOK_EVERY_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    requireHostHeader: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
    ...messages,
  });
  if (maxConnections !== undefined) server.maxConnections = maxConnections;
  const connections = new Connections(server, {
    writeTimeout: responseTimeout * 1000,
    answer(request, response) {
      toOriginForm(request);
      app(request, response);
    },
  });
  // Without this, Node answers an unknown `Expect` itself, with an empty 417 that the contract does not have.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  answerParserFailures(server, logger);
  return {
    get connections() {
      return connections.count;
    },
    listen: (address) => listen(server, address),
    close: () => connections.close(),
  };
}

/** An origin that is bound, as one calls it from this machine. */
export function callable(origin: string): string {
  return origin.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}

async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFailure(error, host, port)));
    server.listen(port, host, resolve);
  });
  return originOf(server);
}

/** The origin that a server is bound to. */
export function originOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
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
