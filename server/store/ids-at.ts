import type { RawBuilder } from 'kysely';
import type { Connection } from './connection.ts';
import type { PlaceOf } from './prepared.ts';
import { wordsOf } from './words.ts';

/** Any number of ids in one parameter, so that the query is always the same. */
export interface Ids {
  /** A JSON array. */
  ids: string;
}

/** Without those that no text of a database is: nothing has them. */
export function asIds(ids: readonly string[]): Ids {
  return { ids: JSON.stringify(ids.filter((id) => id.isWellFormed() && !id.includes('\0'))) };
}

/** The ids as rows, for `in`. */
export function idsAt(db: Connection, place: PlaceOf<Ids>): RawBuilder<string> {
  return wordsOf(db).textsOf(place('ids'));
}
