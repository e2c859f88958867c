import pg from 'pg';
import type { Availability } from '../availability.ts';
import type { PoolState } from '../connection.ts';

/** So long a request waits for a connection: what is gone is said to be gone within a second. */
const CONNECT_MS = 900;
/** Longer than any statement on a connection that is not told otherwise: the server ends it, or else the client does. */
const STATEMENT_MS = 5_000;
const GRACE_MS = 500;
const IDLE_MS = 30_000;
const KEEP_ALIVE_MS = 10_000;

const [INT8, NUMERIC] = [20, 1700];

export interface PoolOptions {
  url: string;
  /** How many connections there are at most. */
  most: number;
  /** Milliseconds that a statement may take; 0 is no limit. */
  statementTimeout?: number;
  /** Statements are sent without waiting for the answers to those before them. */
  isPipelined?: boolean;
}

/** Connections to a database, opened when they are needed. */
export class Pool {
  readonly #pool: pg.Pool;
  readonly #availability: Availability;
  /** For a connection of its own, which nothing waits for. */
  readonly config: pg.ClientConfig;
  readonly isPipelined: boolean;

  constructor(options: PoolOptions, availability: Availability) {
    const { url, most, statementTimeout = STATEMENT_MS, isPipelined = false } = options;
    const seconds = new URL(url).searchParams.get('connect_timeout');
    this.config = {
      connectionString: withoutTimeout(url),
      connectionTimeoutMillis: seconds === null ? CONNECT_MS : Number(seconds) * 1000,
      fallback_application_name: 'marketplace-api-tokens',
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      types: { getTypeParser: typeParser },
    };
    this.isPipelined = isPipelined;
    this.#availability = availability;
    this.#pool = new pg.Pool({
      ...this.config,
      pipeline: isPipelined,
      max: most,
      idleTimeoutMillis: IDLE_MS,
      ...(statementTimeout > 0 && {
        statement_timeout: statementTimeout,
        query_timeout: statementTimeout + GRACE_MS,
        // Who died in the middle of a transaction holds up nobody for longer.
        idle_in_transaction_session_timeout: statementTimeout + GRACE_MS,
      }),
    });
    // What an idle connection dies of is nobody's failure: the next one who needs one gets another.
    this.#pool.on('error', () => {});
  }

  /** A connection for one user. @throws StoreUnavailable */
  async acquire(): Promise<pg.PoolClient> {
    if (this.#pool.ending) throw new Error('The database is closed.');
    try {
      const client = await this.#pool.connect();
      // It may die between two statements; the next one says so.
      client.on('error', ignore);
      return client;
    } catch (error) {
      throw this.#availability.failed(error);
    }
  }

  release(client: pg.PoolClient, isBroken: boolean): void {
    client.off('error', ignore);
    client.release(isBroken);
  }

  /** Something was written, or could have been. */
  works(): void {
    this.#availability.works();
  }

  /** Takes note of a failure; answers with what to throw: a failure of the database as StoreUnavailable, a conflict as Conflict. */
  failed(error: unknown): unknown {
    return this.#availability.failed(error);
  }

  /** How many connections are in use and how many are not, and how many users wait for one. */
  get state(): PoolState {
    const { totalCount, idleCount, waitingCount } = this.#pool;
    return { busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
  }

  close(): Promise<void> {
    return this.#pool.ending ? Promise.resolve() : this.#pool.end();
  }
}

function ignore(): void {}

/** node-postgres would take it for something else. */
function withoutTimeout(text: string): string {
  const url = new URL(text);
  url.searchParams.delete('connect_timeout');
  return url.href;
}

/** Whole numbers of 64 bits are instants and counts here, all of which JavaScript knows exactly. */
const typeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === INT8 || oid === NUMERIC ? Number : pg.types.getTypeParser(oid, format as 'text');
