import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** An answer, as far as a benchmark looks at it. */
export interface Reply {
  status: number;
  /** The status line and the headers. */
  head: string;
  /** With the lengths of its chunks in between, where it has any. */
  body: Buffer;
}

const END_OF_HEAD = '\r\n\r\n';
/** JSON has no line breaks of this kind in it. */
const END_OF_CHUNKS = Buffer.from('\r\n0\r\n\r\n');

/**
 * A client with next to no cost of its own: bytes of a request go out as they are, and of the answer no more is read than
 * where it ends. One request after the other.
 */
export class Connection {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #waiting: PromiseWithResolvers<Reply> | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket.setNoDelay();
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('close', () => this.#waiting?.reject(new Error('The server closed the connection.')));
    socket.on('error', (error) => this.#waiting?.reject(error));
  }

  static async open(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) });
    await once(socket, 'connect');
    return new Connection(socket);
  }

  ask(request: Buffer): Promise<Reply> {
    this.#waiting = Promise.withResolvers();
    this.#socket.write(request);
    return this.#waiting.promise;
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const reply = readReply(this.#received);
    if (!reply) return;
    this.#received = Buffer.alloc(0);
    this.#waiting?.resolve(reply);
  }
}

/** Undefined while it is not whole. */
function readReply(bytes: Buffer): Reply | undefined {
  const end = bytes.indexOf(END_OF_HEAD);
  if (end < 0) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const body = bytes.subarray(end + END_OF_HEAD.length);
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
  const isWhole =
    length === undefined ? body.subarray(-END_OF_CHUNKS.length).equals(END_OF_CHUNKS) : body.length >= Number(length);
  return isWhole ? { status: Number(head.slice(9, 12)), head, body } : undefined;
}
