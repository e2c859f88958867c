import type { Kysely, Transaction } from 'kysely';
import type { Database } from './schema.ts';
import type { AccountRepository } from './store.ts';

/** Accounts in a database of either kind. */
export function accountRepository(db: Kysely<Database> | Transaction<Database>): AccountRepository {
  return {
    async insert(account, moduleIds) {
      await db
        .insertInto('accounts')
        .values({
          id: account.id,
          type: account.type,
          status: account.status,
          name: account.name,
          icon: account.icon,
          external_id: account.externalId,
          address: account.address && JSON.stringify(account.address),
          website: account.website,
          description: account.description,
          technical_support_email: account.technicalSupportEmail,
          default_language_code: account.defaultLanguageCode,
          revision: account.revision,
          created_at: account.createdAt,
          updated_at: account.updatedAt,
        })
        .execute();
      if (moduleIds.length === 0) return;
      const rows = moduleIds.map((module_id) => ({ account_id: account.id, module_id }));
      await db.insertInto('account_modules').values(rows).execute();
    },

    async find(id) {
      const row = await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) return undefined;
      return {
        id: row.id,
        type: row.type,
        status: row.status,
        name: row.name,
        icon: row.icon,
        externalId: row.external_id,
        address: row.address === null ? null : JSON.parse(row.address),
        website: row.website,
        description: row.description,
        technicalSupportEmail: row.technical_support_email,
        defaultLanguageCode: row.default_language_code,
        revision: row.revision,
        createdAt: row.created_at,
        updatedAt: row.updated_at,
      };
    },

    async moduleIds(accountId) {
      const rows = await db
        .selectFrom('account_modules')
        .select('module_id')
        .where('account_id', '=', accountId)
        .execute();
      return new Set(rows.map(({ module_id }) => module_id));
    },

    async isEmpty() {
      return (await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) === undefined;
    },
  };
}
