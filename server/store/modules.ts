import type { ModuleRecord, ModuleRepository } from '../core/ports/store.ts';
import { moduleColumns } from './columns/modules.ts';
import type { Connection } from './connection.ts';
import { openSnapshot, readPage, type Scan } from './list.ts';
import { moduleFromRow, moduleToRow } from './reference-rows.ts';

/** Far below the number of parameters that a statement may have. */
const IDS_PER_QUERY = 500;

const SOURCE = { table: 'modules', columns: moduleColumns } as const;

/** Modules in a database of either kind. */
export function moduleRepository(db: Connection, scan: Scan): ModuleRepository {
  return {
    async insert(module) {
      await db.insertInto('modules').values(moduleToRow(module)).execute();
    },

    list(request) {
      return readPage(scan, request, SOURCE, findAll);
    },

    snapshot(request) {
      return openSnapshot(scan, request, SOURCE, findAll);
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
