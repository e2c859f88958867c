import type { Kysely, Transaction } from 'kysely';
import type { ModuleRecord, ModuleRepository } from '../core/ports/store.ts';
import { snapshotOf } from '../core/stream/records.ts';
import { moduleColumns } from './columns/modules.ts';
import { inOrder, listIds, type Scan, snapshotIds } from './list.ts';
import { moduleFromRow, moduleToRow } from './reference-rows.ts';
import type { Database } from './schema.ts';

type Connection = Kysely<Database> | Transaction<Database>;

/** Far below the number of parameters that a statement may have. */
const IDS_PER_QUERY = 500;

/** Modules in a database of either kind. */
export function moduleRepository(db: Connection, scan: Scan): ModuleRepository {
  return {
    async insert(module) {
      await db.insertInto('modules').values(moduleToRow(module)).execute();
    },

    list(request) {
      return scan(request.signal, async (moment) => {
        const { items: ids, total } = await listIds(moment, request, { table: 'modules', columns: moduleColumns });
        return { items: inOrder(ids, await findAll(moment, ids)), total };
      });
    },

    async snapshot(request) {
      const source = { table: 'modules', columns: moduleColumns } as const;
      const ids = await scan(request.signal, (moment) => snapshotIds(moment, request, source));
      return snapshotOf(ids, (page) => scan(undefined, (moment) => findAll(moment, page)));
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
