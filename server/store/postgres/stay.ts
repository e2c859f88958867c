import { Socket } from 'node:net';
import type pg from 'pg';
import type { StoreUnavailable } from '../../core/ports/store-unavailable.ts';
import type { Probe } from './probe.ts';

/** All connections to a host, for as long as it is the one. */
export class Stay {
  readonly url: string;
  /** For connections that end with the stay. */
  readonly config: pg.ClientConfig;
  probe: Probe;
  readonly #over = new AbortController();
  readonly #sockets = new Set<Socket>();

  constructor(url: string, config: pg.ClientConfig, probe: Probe) {
    this.url = url;
    this.config = { ...config, stream: () => this.#socket() };
    this.probe = probe;
  }

  /** Aborted when the host is the one no more, with the reason why nothing is answered there. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** @throws the reason, in place of waiting, where the stay is over before. */
  async unlessOver<T>(work: Promise<T>): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>();
    const end = () => reject(this.over.reason);
    this.over.addEventListener('abort', end);
    try {
      return await Promise.race([work, promise]);
    } finally {
      this.over.removeEventListener('abort', end);
    }
  }

  /** Whoever waits for an answer there waits no longer. */
  end(reason: StoreUnavailable): void {
    this.#over.abort(reason);
    this.probe.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  /** What says goodbye keeps no process. */
  leave(): void {
    this.probe.close();
    for (const socket of this.#sockets) socket.unref();
  }

  #socket(): Socket {
    const socket = new Socket();
    this.#sockets.add(socket);
    return socket.on('close', () => this.#sockets.delete(socket));
  }
}
