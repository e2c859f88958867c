import { type AtOnce, andThen } from '../core/at-once.ts';
import { onceFor } from '../core/once-for.ts';
import type { ModuleRecord, ModuleRepository } from '../core/ports/store.ts';
import { moduleColumns } from './columns/modules.ts';
import type { Connection } from './connection.ts';
import { asIds, type Ids, idsAt } from './ids-at.ts';
import { type Lists, openSnapshot, readPage } from './list.ts';
import type { ListSource } from './list-source.ts';
import { type PlaceOf, prepared } from './prepared.ts';
import { moduleFromRow, moduleToRow } from './reference-rows.ts';
import { type Words, wordsOf } from './words.ts';

const modulesBy = prepared((db, place: PlaceOf<Ids>) =>
  db.selectFrom('modules').selectAll().where('id', 'in', idsAt(db, place)),
);

const sourceOf = onceFor(
  (words: Words): ListSource<'modules'> => ({
    table: 'modules',
    words,
    columns: moduleColumns(words),
    unique: new Set(['id']),
  }),
);

/** Modules in a database of either kind. */
export function moduleRepository(db: Connection, lists: Lists): ModuleRepository {
  return {
    async insert(module) {
      await db.insertInto('modules').values(moduleToRow(module)).execute();
    },

    list(request) {
      return readPage(lists, request, sourceOf(wordsOf(db)), { byIds: findAll });
    },

    snapshot(request) {
      return openSnapshot(lists, request, sourceOf(wordsOf(db)), findAll);
    },

    findAll: async (ids) => findAll(db, ids),

    async isEmpty() {
      return (await db.selectFrom('modules').select('id').limit(1).executeTakeFirst()) === undefined;
    },
  };
}

function findAll(db: Connection, ids: readonly string[]): AtOnce<ModuleRecord[]> {
  if (ids.length === 0) return [];
  return andThen(modulesBy(db, asIds(ids)), (rows) => rows.map(moduleFromRow));
}
