import type { ModuleRecord, ModuleRepository } from '../core/ports/store.ts';
import { moduleColumns } from './columns/modules.ts';
import type { Connection } from './connection.ts';
import { type Lists, openSnapshot, readPage } from './list.ts';
import type { ListSource } from './list-source.ts';
import { moduleFromRow, moduleToRow } from './reference-rows.ts';

/** Far below the number of parameters that a statement may have. */
const IDS_PER_QUERY = 500;

const SOURCE: ListSource<'modules'> = { table: 'modules', columns: moduleColumns, unique: new Set(['id']) };

/** Modules in a database of either kind. */
export function moduleRepository(db: Connection, lists: Lists): ModuleRepository {
  return {
    async insert(module) {
      await db.insertInto('modules').values(moduleToRow(module)).execute();
    },

    list(request) {
      return readPage(lists, request, SOURCE, findAll);
    },

    snapshot(request) {
      return openSnapshot(lists, request, SOURCE, findAll);
    },

    findAll: (ids) => findAll(db, ids),

    async isEmpty() {
      return (await db.selectFrom('modules').select('id').limit(1).executeTakeFirst()) === undefined;
    },
  };
}

async function findAll(db: Connection, ids: readonly string[]): Promise<ModuleRecord[]> {
  const found: ModuleRecord[] = [];
  for (let start = 0; start < ids.length; start += IDS_PER_QUERY) {
    const some = ids.slice(start, start + IDS_PER_QUERY);
    const rows = await db.selectFrom('modules').selectAll().where('id', 'in', some).execute();
    found.push(...rows.map(moduleFromRow));
  }
  return found;
}
