import type { Kysely, Transaction } from 'kysely';
import type { Database } from './schema.ts';

/** A connection, or a transaction of one. */
export type Connection = Kysely<Database> | Transaction<Database>;

/** Connections that are busy and idle, and how many users wait for one. */
export interface PoolState {
  busy: number;
  idle: number;
  waiting: number;
}
