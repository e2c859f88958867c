import { Socket } from 'node:net';
import pg from 'pg';
import { after } from './silence.ts';

/** What a host says of itself. */
export interface HostState {
  isReadOnly: boolean;
  isStandby: boolean;
}

/** Nothing is answered. */
export class NoAnswer extends Error {
  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds / 1000} s`);
    this.name = 'NoAnswer';
  }
}

/** A connection on which nothing is done but to ask a host how it is: whoever else waits, waits for work. */
export class Probe {
  readonly #client: pg.Client;
  readonly #socket: Socket;
  readonly #withStandby: boolean;
  #isOpen = true;
  #asking: Promise<HostState> | undefined;

  private constructor(config: pg.ClientConfig, withStandby: boolean) {
    this.#socket = new Socket();
    this.#client = new pg.Client({ ...config, connectionTimeoutMillis: 0, stream: () => this.#socket });
    this.#withStandby = withStandby;
    this.#client.on('error', () => {});
    this.#client.on('end', () => {
      this.#isOpen = false;
    });
  }

  /**
   * Connects, and asks for the first time.
   * @param withStandby Whether to ask for a standby too, which not every engine of the protocol can say.
   * @throws NoAnswer, or whatever the connection fails with.
   */
  static async open(config: pg.ClientConfig, withStandby: boolean, milliseconds: number) {
    const probe = new Probe(config, withStandby);
    const connecting = probe.#client.connect().then(() => probe.#ask());
    try {
      return { probe, state: await inTime(connecting, milliseconds) };
    } catch (error) {
      probe.close();
      throw error;
    }
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** @throws NoAnswer, or whatever the connection fails with. */
  ask(milliseconds: number): Promise<HostState> {
    this.#asking ??= this.#ask();
    return inTime(this.#asking, milliseconds);
  }

  /** A host that is silent does not keep what is left of it. */
  close(): void {
    this.#isOpen = false;
    void this.#client.end().catch(() => {});
    if (this.#socket.connecting) this.#socket.destroy();
    else this.#socket.destroySoon();
  }

  async #ask(): Promise<HostState> {
    const standby = this.#withStandby ? 'pg_is_in_recovery()' : 'false';
    const text = `select current_setting('transaction_read_only') as read_only, ${standby} as standby`;
    try {
      const { rows } = await this.#client.query<{ read_only: string; standby: boolean }>(text);
      return { isReadOnly: rows[0]?.read_only === 'on', isStandby: rows[0]?.standby === true };
    } finally {
      this.#asking = undefined;
    }
  }
}

/** @throws NoAnswer */
async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = after(milliseconds, () => reject(new NoAnswer(milliseconds)));
  try {
    return await Promise.race([work, promise]);
  } finally {
    stop();
  }
}
