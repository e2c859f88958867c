import pg from 'pg';
import { StoreUnavailable, type UnavailableReason } from '../../core/ports/store-unavailable.ts';
import type { Availability } from '../availability.ts';
import type { PoolState } from '../connection.ts';
import { Hosts } from './hosts.ts';
import type { Stay } from './stay.ts';
import { targetOf } from './url.ts';

/** So long a request waits for a connection of a database that answers others; what is silent is found out before. */
const CONNECT_MS = 2_000;
/** Longer than any statement on a connection that is not told otherwise: the server ends it, or else the client does. */
const STATEMENT_MS = 5_000;
const GRACE_MS = 500;
const IDLE_MS = 30_000;
const KEEP_ALIVE_MS = 10_000;

/** Of a database that may be found somewhere else. */
const ELSEWHERE: ReadonlySet<UnavailableReason> = new Set(['gone', 'read-only']);

const [INT8, NUMERIC] = [20, 1700];

export interface PoolOptions {
  /** How many connections there are at most. */
  most: number;
  /** Milliseconds that a statement may take; 0 is no limit. */
  statementTimeout?: number;
  /** Statements are sent without waiting for the answers to those before them. */
  isPipelined?: boolean;
}

/** Where a database is, for any number of pools. */
export function hostsOf(url: string, availability: Availability): Hosts {
  const config = {
    connectionTimeoutMillis: targetOf(url).connectWithin ?? CONNECT_MS,
    fallback_application_name: 'marketplace-api-tokens',
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    types: { getTypeParser: typeParser },
  };
  return new Hosts(url, config, availability);
}

/** Connections to a database, opened when they are needed. */
export class Pool {
  readonly #hosts: Hosts;
  readonly #availability: Availability;
  readonly #config: pg.PoolConfig;
  readonly isPipelined: boolean;
  /** At the host that is the one. */
  #current: { stay: Stay; pool: pg.Pool } | undefined;
  #isClosed = false;

  constructor(options: PoolOptions, hosts: Hosts, availability: Availability) {
    const { most, statementTimeout = STATEMENT_MS, isPipelined = false } = options;
    this.#hosts = hosts;
    this.#availability = availability;
    this.isPipelined = isPipelined;
    this.#config = {
      pipeline: isPipelined,
      max: most,
      idleTimeoutMillis: IDLE_MS,
      ...(statementTimeout > 0 && {
        statement_timeout: statementTimeout,
        query_timeout: statementTimeout + GRACE_MS,
        // Who died in the middle of a transaction holds up nobody for longer.
        idle_in_transaction_session_timeout: statementTimeout + GRACE_MS,
      }),
    };
  }

  /** A connection for one user. @throws StoreUnavailable */
  async acquire(): Promise<pg.PoolClient> {
    if (this.#isClosed) throw new Error('The database is closed.');
    try {
      const stay = await this.#hosts.current();
      const pool = this.#poolAt(stay);
      return await this.during(() => stay.unlessOver(pool.connect()));
    } catch (error) {
      throw this.failed(error);
    }
  }

  /** Does what asks the database, and has it looked after where that is not answered. */
  during<T>(work: () => Promise<T>): Promise<T> {
    return this.#hosts.silence.during(work);
  }

  /** A connection beside all others, which nothing waits for. @throws StoreUnavailable */
  async beside(): Promise<pg.Client> {
    return new pg.Client((await this.#hosts.current()).config);
  }

  release(client: pg.PoolClient, isBroken: boolean): void {
    client.release(isBroken);
  }

  /** Something was written, or could have been. */
  works(): void {
    this.#availability.works();
  }

  /** Takes note of a failure; answers with what to throw: a failure of the database as StoreUnavailable, a conflict as Conflict. */
  failed(error: unknown): unknown {
    const failure = this.#availability.failed(error);
    if (failure instanceof StoreUnavailable && ELSEWHERE.has(failure.reason)) this.#hosts.suspect();
    return failure;
  }

  /** How many connections are in use and how many are not, and how many users wait for one. */
  get state(): PoolState {
    const { totalCount = 0, idleCount = 0, waitingCount = 0 } = this.#current?.pool ?? {};
    return { busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#current?.pool.ending === false) await this.#current.pool.end();
  }

  #poolAt(stay: Stay): pg.Pool {
    if (this.#current?.stay === stay) return this.#current.pool;
    const pool = new pg.Pool({ ...stay.config, ...this.#config });
    // What an idle connection dies of is nobody's failure: the next one who needs one gets another.
    pool.on('error', ignore);
    // It may die between two statements, the next of which says so, and before whoever has asked for it has it.
    pool.on('connect', (client) => client.on('error', ignore));
    stay.over.addEventListener('abort', () => void (pool.ending || pool.end()));
    this.#current = { stay, pool };
    return pool;
  }
}

function ignore(): void {}

/** Whole numbers of 64 bits are instants and counts here, all of which JavaScript knows exactly. */
const typeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === INT8 || oid === NUMERIC ? Number : pg.types.getTypeParser(oid, format as 'text');
