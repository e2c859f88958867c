import { type RawBuilder, sql } from 'kysely';
import { type AtOnce, andThen } from '../core/at-once.ts';
import type { Connection } from './connection.ts';
import { asIds, type Ids, idsAt } from './ids-at.ts';
import { type PlaceOf, prepared } from './prepared.ts';
import type { ModuleRow } from './schema.ts';

/** Between ids, and between an id and its place: none has them. */
const [BETWEEN, AT] = [',', ':'];

const modulesBy = prepared((db, place: PlaceOf<Ids>) =>
  db.selectFrom('modules').selectAll().where('id', 'in', idsAt(db, place)),
);

/** A token with the ids of its modules and their places, in any order: most tokens have the same, which are sorted once. */
export interface WithModules {
  module_ids: string | null;
}

/** Those ids, joined: tokens have few modules among them, of which each is then read once, and not with each token. */
export const moduleIds: RawBuilder<string | null> = sql`
  (select string_agg(module_id || ${sql.lit(AT)} || position, ${sql.lit(BETWEEN)}) from token_modules where token_id = tokens.id)`;

/** The modules of some tokens, each made once; so is what tokens with the same modules have. */
export function modulesOf<T>(
  db: Connection,
  tokens: readonly WithModules[],
  make: (row: ModuleRow) => T,
): AtOnce<(token: WithModules) => readonly T[]> {
  const idsOf = new Map<string | null, string[]>();
  for (const { module_ids } of tokens) if (!idsOf.has(module_ids)) idsOf.set(module_ids, inOrder(module_ids));
  const ids = new Set([...idsOf.values()].flat());
  if (ids.size === 0) return () => [];
  return andThen(modulesBy(db, asIds([...ids])), (rows) => {
    const made = new Map(rows.map((row) => [row.id, make(row)]));
    const modules = new Map([...idsOf].map(([text, own]) => [text, own.flatMap((id) => made.get(id) ?? [])]));
    return ({ module_ids }) => modules.get(module_ids) ?? [];
  });
}

function inOrder(ids: string | null): string[] {
  const placed = (ids?.split(BETWEEN) ?? []).map((one) => one.split(AT));
  return placed.sort(([, one], [, other]) => Number(one) - Number(other)).map(([id = '']) => id);
}
