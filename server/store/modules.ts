import type { Kysely, Transaction } from 'kysely';
import { type Database, moduleFromRow } from './schema.ts';
import type { ModuleRepository } from './store.ts';

/** Modules in a database of either kind. */
export function moduleRepository(db: Kysely<Database> | Transaction<Database>): ModuleRepository {
  return {
    async insert(module) {
      await db
        .insertInto('modules')
        .values({
          id: module.id,
          code: module.code,
          name: module.name,
          description: module.description,
          account_types: JSON.stringify(module.accountTypes),
          filters: module.filters && JSON.stringify(module.filters),
          settings: JSON.stringify(module.settings),
          revision: module.revision,
          created_at: module.createdAt,
          updated_at: module.updatedAt,
        })
        .execute();
    },

    async findAll(ids) {
      if (ids.length === 0) return [];
      const rows = await db.selectFrom('modules').selectAll().where('id', 'in', ids).execute();
      return rows.map(moduleFromRow);
    },
  };
}
