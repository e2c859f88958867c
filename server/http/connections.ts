import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { endSoon } from './linger.ts';
import { http } from './node-http.ts';

const STOP_WITHIN_MS = 7_000;
/** What changes nothing, so that nobody misses it who is not there for the answer. */
const READS = new Set<string | undefined>(['GET', 'HEAD']);

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

export interface ConnectionsOptions {
  /** Answers a request. */
  answer: RequestListener;
  /** Milliseconds in which a client takes some of what waits to be sent to it, or is cut off; 0 is no limit. */
  writeTimeout: number;
}

/**
 * The connections of a server. The requests of one are answered one after the other: otherwise a client that sends many and
 * reads nothing would have as many answers kept for it.
 */
export class Connections {
  readonly #server: Server;
  readonly #options: ConnectionsOptions;
  /** What is to be answered, by connection; the first is under way. */
  readonly #open = new Map<Socket, Exchange[]>();
  /** Those on which something was asked. */
  readonly #used = new WeakSet<Socket>();
  #isStopping = false;

  constructor(server: Server, options: ConnectionsOptions) {
    this.#server = server;
    this.#options = options;
    server.setTimeout(options.writeTimeout, (socket) => this.#isIdle(socket));
    server.on('connection', (socket) => this.#note(socket));
    server.on('request', (request, response) => this.#take({ request, response }));
    server.on('connect', (request, socket) => this.#takeLast(request, socket as Socket));
  }

  /** How many there are. */
  get count(): number {
    return this.#open.size;
  }

  /** Lets what is under way end, for at most 7 seconds, and closes every connection; at once where nothing is under way. */
  async close(): Promise<void> {
    this.#isStopping = true;
    for (const [socket, [current]] of this.#open) {
      if (!current) socket.destroy();
      else if (!current.response.headersSent) current.response.setHeader('Connection', 'close');
    }
    const cut = setTimeout(() => this.#cut(), STOP_WITHIN_MS);
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    clearTimeout(cut);
    // A server says that it is closed a moment before its connections do, by which callers are known to have left.
    await Promise.all([...this.#open.keys()].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
  }

  #cut(): void {
    for (const socket of this.#open.keys()) socket.destroy();
  }

  #note(socket: Socket): void {
    if (this.#isStopping) return void socket.destroy();
    this.#open.set(socket, []);
    socket.once('close', () => this.#open.delete(socket));
  }

  #take(exchange: Exchange): void {
    const { socket } = exchange.request;
    const waiting = this.#open.get(socket);
    if (!waiting) return;
    waiting.push(exchange);
    if (waiting.length > 1) return;
    const isFirst = !this.#used.has(socket);
    this.#used.add(socket);
    if (isFirst && READS.has(exchange.request.method)) void this.#answerIfThere(socket, waiting);
    else this.#answer(socket, waiting);
  }

  /**
   * Whoever connects, asks and leaves at once is known to have left two rounds of the event loop later: what they ask, again and
   * again, costs next to nothing then, and keeps nobody's new connection waiting.
   */
  async #answerIfThere(socket: Socket, waiting: Exchange[]): Promise<void> {
    for (let round = 0; round < 2; round++) await setImmediate();
    if (socket.writable) this.#answer(socket, waiting);
    else socket.destroy();
  }

  #answer(socket: Socket, waiting: Exchange[]): void {
    const [current] = waiting;
    if (!current) return;
    const { request, response } = current;
    if (!response.socket) response.assignSocket(socket);
    response.on('close', () => {
      waiting.shift();
      if (!socket.writable) return;
      if (this.#isStopping) socket.destroySoon();
      else this.#answer(socket, waiting);
    });
    this.#options.answer(request, response);
  }

  /** A handler may take its time; only what waits to be read is the client's. */
  #isIdle(socket: Socket): void {
    const isAsking = this.#open.get(socket)?.length !== 0;
    // One on which nothing was asked yet is looked at by Node.
    if (isAsking ? socket.writableLength > 0 : this.#used.has(socket)) socket.destroy();
  }

  /** CONNECT, whose connection Node leaves to us, and would close without a word. */
  #takeLast(request: IncomingMessage, socket: Socket): void {
    const response = new http.ServerResponse(request);
    response.shouldKeepAlive = false;
    response.once('finish', () => endSoon(socket));
    socket.on('error', () => socket.destroy());
    this.#take({ request, response });
  }
}
