import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';

/** More than there is place for between the rows of a table that is cleaned. */
const ROWS = 2_000;

class Undone extends Error {}

/** Fulfils where tables can grow: they do by rows that are undone. @throws StoreUnavailable */
export async function assertRoom(writer: Kysely<Database>): Promise<void> {
  const growing = writer.transaction().execute(async (transaction) => {
    await sql`insert into outcomes (id, at) select gen_random_uuid(), now() from generate_series(1, ${sql.lit(ROWS)})`.execute(
      transaction,
    );
    throw new Undone();
  });
  await growing.catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
}
