import { sql } from 'kysely';
import type { PlaceOf } from './prepared.ts';

/** Any number of ids in one parameter, so that the query is always the same. */
export interface Ids {
  /** A JSON array. */
  ids: string;
}

/** The ids as rows, for `in`. */
export const idsAt = (place: PlaceOf<Ids>) => sql<string>`(select value from json_each(${place('ids')}))`;
