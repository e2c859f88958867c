import type { TokenRecord } from '../../core/ports/store.ts';
import { Conflict, InEachOthersWay } from '../conflict.ts';
import type { Connection } from '../connection.ts';
import { directOf } from '../direct.ts';
import { keyedCreationRow, removeOld } from '../keyed-creations.ts';
import { PendingQueue } from '../pending-queue.ts';
import { moduleRows, toRow } from '../token-rows.ts';
import { trailRow } from '../trail.ts';
import { isTwin } from './retries.ts';
import { comesAgain } from './statements.ts';

type Table = 'tokens' | 'token_modules' | 'audit_trail' | 'keyed_creations';

/** More would keep a statement busy for long. */
const MOST_TOKENS = 100;

/** What becomes of a row whose key is there: a key of a creation is used again after its day. */
const ON_CONFLICT: Partial<Record<Table, string>> = {
  keyed_creations: `on conflict (account_id, key) do update set
    body = excluded.body, token_id = excluded.token_id, answer = excluded.answer, created_at = excluded.created_at`,
};

/** Rows that several changes write: a statement for each table, all of them sent at once. */
export class PendingRows extends PendingQueue {
  readonly #db: Connection;
  #tokens: TokenRecord[] = [];

  constructor(db: Connection) {
    super();
    this.#db = db;
  }

  async token(token: TokenRecord): Promise<void> {
    this.#tokens.push(token);
    if (this.#tokens.length === MOST_TOKENS) await this.write();
  }

  has(id: string): boolean {
    return this.#tokens.some((token) => token.id === id);
  }

  /** All is sent before it returns. Of the id of a token that is taken, the whole transaction fails. */
  async write(): Promise<void> {
    const { trail, keyed, removal } = this.take();
    const tokens = this.#tokens;
    this.#tokens = [];
    try {
      await Promise.all([
        insertAll(this.#db, 'tokens', tokens.map(toRow)),
        insertAll(this.#db, 'token_modules', tokens.flatMap(moduleRows)),
        insertAll(this.#db, 'audit_trail', trail.map(trailRow)),
        removal && removeOld(this.#db, removal),
        insertAll(this.#db, 'keyed_creations', keyed.map(keyedCreationRow)),
      ]);
    } catch (error) {
      throw error instanceof Conflict && isTwin(error) ? new InEachOthersWay(error) : error;
    }
  }
}

/** Inserts any number of rows, so that the statement is always the same: they come as JSON, and the table knows the types. */
async function insertAll(db: Connection, table: Table, rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first).join(', ');
  const text = `insert into ${table} (${columns})
    select ${columns} from json_populate_recordset(cast(null as ${table}), cast($1 as json)) ${ON_CONFLICT[table] ?? ''}`;
  comesAgain(text);
  const direct = directOf(db);
  if (!direct) throw new TypeError('There is no straight way to this connection.');
  await direct.execute(text, [JSON.stringify(rows.map(plain))]);
}

/** Bytes as the server reads them. */
function plain(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value,
    ]),
  );
}
