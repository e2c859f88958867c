import type { Kysely, Transaction } from 'kysely';
import type { Database } from './schema.ts';

/** A connection, or a transaction of one. */
export type Connection = Kysely<Database> | Transaction<Database>;
