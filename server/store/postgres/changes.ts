import pg from 'pg';
import type { Transact } from '../grouped.ts';
import { PostgresConnection } from './connection.ts';
import { connect } from './dialect.ts';
import { MomentDriver } from './driver.ts';
import type { Outcomes } from './outcomes.ts';
import type { Pool } from './pool.ts';
import { retrying } from './retries.ts';
import { Turns } from './turns.ts';

/** A statement of a transaction in which another one has failed. */
const ABORTED = '25P02';

/**
 * Runs changes in transactions, and runs them again where they are in the way of others. What they ask at once is sent at
 * once: a transaction of Kysely's would wait for each answer.
 */
export function transactOn(pool: Pool, outcomes: Outcomes): Transact {
  const turns = new Turns();
  const once: Transact = async (work) => {
    const connection = new PostgresConnection(await pool.acquire(), pool);
    try {
      await turns.begin(connection);
      const unfinished = await work(connect(new MomentDriver(connection), connection));
      await finish(outcomes.commit(connection), unfinished?.written);
    } catch (error) {
      // What made it necessary is what is told, not that the connection is gone: then the server undoes it by itself.
      if (!connection.isBroken) await connection.runAll('rollback').catch(() => connection.discard());
      throw error;
    } finally {
      connection.release();
    }
    pool.works();
  };
  return (work) => retrying(() => once(work));
}

/** @param written What was sent before the commit, and has not been answered. @throws what is the cause, where both fail. */
async function finish(commit: Promise<void>, written?: Promise<void>): Promise<void> {
  const [committed, last] = await Promise.allSettled([commit, written]);
  if (committed.status === 'fulfilled') return;
  throw last.status === 'rejected' && isFollowing(committed.reason) ? last.reason : committed.reason;
}

/** Whether it was not done because something failed before it. */
function isFollowing(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === ABORTED;
}
