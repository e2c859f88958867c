import type { SharedCounts } from '../../core/ports/shared-counts.ts';
import { executeOnAny } from './connection.ts';
import type { Pool } from './pool.ts';

const TAKE = `
  insert into rate_counts (key, taken, ends_at) values ($1, $2, now() + interval '1 minute')
  on conflict (key) do update set
    taken = excluded.taken + case when rate_counts.ends_at > now() then rate_counts.taken else 0 end,
    ends_at = case when rate_counts.ends_at > now() then rate_counts.ends_at else excluded.ends_at end
  returning taken, (extract(epoch from ends_at - now()) * 1000)::bigint as left`;
const REMOVE = 'delete from rate_counts where ends_at < now()';

/** Counts in a table of the database, which is the clock of all minutes. */
export class PostgresCounts implements SharedCounts {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async take(key: string, requests: number) {
    const query = { sql: TAKE, parameters: [key, requests] };
    const { rows } = await executeOnAny<{ taken: number; left: number }>(this.#pool, query);
    const [row] = rows;
    if (!row) throw new Error(`Nothing was counted of ${key}.`);
    return { taken: row.taken, msLeft: row.left };
  }

  /** Removes minutes that are over. */
  async removeOld(): Promise<void> {
    await executeOnAny(this.#pool, { sql: REMOVE, parameters: [] });
  }
}
