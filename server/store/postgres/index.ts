import { type Kysely, sql } from 'kysely';
import type { SharedCounts } from '../../core/ports/shared-counts.ts';
import { Availability, type AvailabilityListener } from '../availability.ts';
import type { Connection, PoolState } from '../connection.ts';
import type { Transact } from '../grouped.ts';
import type { Lists } from '../list.ts';
import type { Database } from '../schema.ts';
import type { Pending } from '../together.ts';
import { transactOn } from './changes.ts';
import { connect } from './dialect.ts';
import { AnyConnection, ReadingDriver, TablesDriver } from './driver.ts';
import { asUnavailable, unavailable } from './failure.ts';
import { Outcomes } from './outcomes.ts';
import { PendingRows } from './pending-rows.ts';
import { hostsOf, Pool } from './pool.ts';
import { CONNECTIONS } from './pool-sizes.ts';
import { assertRoom } from './room.ts';
import { scanOn } from './scan.ts';
import { PostgresCounts } from './shared-counts.ts';
import { placeOf } from './url.ts';

/** Beyond the seconds that a list may take: who asked for it is the first to know. */
const GRACE_MS = 1_000;
const CLEAN_EVERY_MS = 600_000;

export interface PostgresOptions {
  /** Seconds that a list may take; 0 is no limit. */
  statementTimeout: number;
  tell: AvailabilityListener;
}

export interface PostgresConnections {
  writer: Kysely<Database>;
  /** Reads by keys, each query what is committed when it comes. */
  reader: Kysely<Database>;
  lists: Lists;
  pool(): PoolState;
  counts: SharedCounts;
  /** Runs changes, and runs them again where they are in the way of others. */
  transact: Transact;
  pending(moment: Connection): Pending;
  /** @throws StoreUnavailable where requests could not read or write. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Connections to a PostgreSQL database, of which none is opened before it is needed. */
export function openPostgres(url: string, { statementTimeout, tell }: PostgresOptions): PostgresConnections {
  const place = placeOf(url);
  const availability = new Availability((error) => asUnavailable(error, place), tell);
  const hosts = hostsOf(url, availability);
  const reads = new Pool({ most: CONNECTIONS.reads }, hosts, availability);
  const changes = new Pool({ most: CONNECTIONS.changes, isPipelined: true }, hosts, availability);
  const limit = statementTimeout > 0 ? statementTimeout * 1000 + GRACE_MS : 0;
  const lists = new Pool({ most: CONNECTIONS.lists, statementTimeout: limit }, hosts, availability);
  const outcomes = new Outcomes(changes);
  const counts = new PostgresCounts(reads);
  const writer = connect(new TablesDriver(changes));
  // It is done by the next one where it fails.
  const cleaning = setInterval(() => {
    for (const one of [outcomes, counts]) void one.removeOld().catch(() => {});
  }, CLEAN_EVERY_MS).unref();
  const all = [reads, changes, lists];
  const any = new AnyConnection(reads);
  const reader = connect(new ReadingDriver(any), any);
  return {
    writer,
    transact: transactOn(changes, outcomes),
    pending: (moment) => new PendingRows(moment),
    reader,
    lists: { scan: scanOn(lists) },
    pool() {
      const [states, sum] = [all.map(({ state }) => state), { busy: 0, idle: 0, waiting: 0 }];
      for (const name of ['busy', 'idle', 'waiting'] as const) for (const state of states) sum[name] += state[name];
      return sum;
    },
    counts,
    async ping() {
      const { rows } = await sql<{ transaction_read_only: string }>`show transaction_read_only`.execute(reader);
      if (rows[0]?.transaction_read_only === 'on') throw availability.failed(unavailable('read-only', place));
      if (availability.failure?.reason === 'full') await assertRoom(writer);
      availability.works();
    },
    async close() {
      clearInterval(cleaning);
      await Promise.all(all.map((pool) => pool.close()));
      hosts.close();
    },
  };
}
