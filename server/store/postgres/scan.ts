import type pg from 'pg';
import type { Scan } from '../list.ts';
import { PostgresConnection } from './connection.ts';
import { connect } from './dialect.ts';
import { MomentDriver } from './driver.ts';
import type { Pool } from './pool.ts';

/** Reads in transactions that see one moment, and cancels what nobody waits for. */
export function scanOn(pool: Pool): Scan {
  return async (signal, work) => {
    const connection = new PostgresConnection(await pool.acquire(), pool, signal);
    const driver = new MomentDriver(connection);
    let cancelled: Promise<void> | undefined;
    const cancel = () => {
      cancelled = cancelQuery(pool, connection, driver.process);
    };
    signal?.addEventListener('abort', cancel);
    try {
      return await connect(driver, connection)
        .transaction()
        .execute(async (moment) => work(moment));
    } finally {
      signal?.removeEventListener('abort', cancel);
      await cancelled;
      connection.release();
    }
  };
}

/** On a connection of its own: all others may be waiting for what they have asked. */
async function cancelQuery(pool: Pool, connection: PostgresConnection, process: number | undefined): Promise<void> {
  // It may come when the next query is running.
  connection.discard();
  let other: pg.Client | undefined;
  try {
    other = await pool.beside();
    other.on('error', () => {});
    await other.connect();
    await other.query('select pg_cancel_backend($1)', [process]);
  } catch {
    // The server ends what it does for a connection that it finds to be gone.
    await connection.client.end();
  } finally {
    await other?.end().catch(() => {});
  }
}
