import type { Kysely, Transaction } from 'kysely';
import type {
  AccountRecord,
  ModuleRecord,
  SealedToken,
  TokenIdentity,
  TokenRecord,
  TokenRepository,
  TokenView,
} from '../core/ports/store.ts';
import { snapshotOf } from '../core/stream/records.ts';
import { atOneMoment, inOrder, listIds, snapshotIds } from './list.ts';
import { accountFromRow, moduleFromRow } from './reference-rows.ts';
import type { Database, TokenRow } from './schema.ts';
import { changeToRow, credentialFromRow, fromRow, toRow } from './token-rows.ts';
import { tokenSource } from './token-source.ts';

type Connection = Kysely<Database> | Transaction<Database>;

/** Tokens in a database of either kind. Lists are read through the scanner. */
export function tokenRepository(db: Connection, scanner: Connection): TokenRepository {
  return {
    async insert(token) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('tokens')
        .values(toRow(token))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows !== 1n) return false;
      await insertModules(db, token);
      return true;
    },

    async find(id) {
      const [token] = await views(db, [id]);
      return token;
    },

    list(request, digests) {
      return atOneMoment(scanner, async (moment) => {
        const { items: ids, total } = await listIds(moment, request, tokenSource(digests));
        return { items: inOrder(ids, await views(moment, ids)), total };
      });
    },

    async snapshot(request, digests) {
      const ids = await snapshotIds(scanner, request, tokenSource(digests));
      return snapshotOf(ids, (page) => atOneMoment(scanner, (moment) => views(moment, page)));
    },

    async update(id, change) {
      await db.updateTable('tokens').set(changeToRow(change)).where('id', '=', id).execute();
      await db.deleteFrom('token_modules').where('token_id', '=', id).execute();
      await insertModules(db, { id, moduleIds: change.moduleIds });
    },

    async idsWithModules(accountId, moduleIds) {
      if (moduleIds.length === 0) return [];
      const rows = await db
        .selectFrom('token_modules')
        .innerJoin('tokens', 'tokens.id', 'token_modules.token_id')
        .select('tokens.id')
        .distinct()
        .where('tokens.account_id', '=', accountId)
        .where('token_modules.module_id', 'in', moduleIds)
        .execute();
      return rows.map(({ id }) => id);
    },

    async identify(digests) {
      return identityOf(db, await active(db).where('tokens.digest', 'in', digests).executeTakeFirst());
    },

    async identity(id) {
      return identityOf(db, await active(db).where('tokens.id', '=', id).executeTakeFirst());
    },

    async countOf(accountId) {
      const { count } = await db
        .selectFrom('tokens_by_account')
        .select(({ fn }) => fn.sum('total').as('count'))
        .where('account_id', '=', accountId)
        .where('status', '!=', 'Deleted')
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    async latestCreation() {
      const row = await db
        .selectFrom('tokens')
        .select('created_at')
        .orderBy('created_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.created_at;
    },

    async touch(id, at) {
      await db
        .updateTable('tokens')
        .set({ last_access_at: at })
        .where('id', '=', id)
        .where((row) => row.or([row('last_access_at', 'is', null), row('last_access_at', '<', at)]))
        .execute();
    },

    async keyIds() {
      const rows = await db.selectFrom('tokens').select('key_id').distinct().execute();
      return rows.map(({ key_id }) => key_id);
    },

    async sealedUnder(keyId, limit) {
      const rows = await sealed(db).where('key_id', '=', keyId).limit(limit).execute();
      return rows.map(sealedFromRow);
    },

    async sealedUnderOtherKeys(keyId, limit, after = '') {
      const rows = await sealed(db)
        .where('key_id', '!=', keyId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(sealedFromRow);
    },

    async reseal(id, { keyId, sealed, digest }) {
      await db.updateTable('tokens').set({ key_id: keyId, sealed, digest }).where('id', '=', id).execute();
    },
  };
}

function sealed(db: Connection) {
  return db.selectFrom('tokens').select(['id', 'key_id', 'sealed', 'digest']);
}

function sealedFromRow(row: Pick<TokenRow, 'id' | 'key_id' | 'sealed' | 'digest'>): SealedToken {
  return { id: row.id, credential: credentialFromRow(row) };
}

/** Those of these tokens that are there, beside their accounts and modules, in any order. */
async function views(db: Connection, ids: readonly string[]): Promise<TokenView[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('tokens').selectAll().where('id', 'in', ids).execute();
  const accounts = await accountsOf(db, [...new Set(rows.map(({ account_id }) => account_id))]);
  const modules = await modulesOf(db, ids);
  return rows.flatMap((row) => {
    const account = accounts.get(row.account_id);
    return account ? [fromRow(row, account, modules.get(row.id) ?? [])] : [];
  });
}

function active(db: Connection) {
  return db
    .selectFrom('tokens')
    .innerJoin('accounts', 'accounts.id', 'tokens.account_id')
    .select(['tokens.id', 'tokens.name', 'tokens.icon', 'tokens.digest', 'tokens.last_access_at'])
    .select([
      'accounts.id as owner_id',
      'accounts.type as owner_type',
      'accounts.name as owner_name',
      'accounts.icon as owner_icon',
    ])
    .where('tokens.status', '=', 'Active');
}

type IdentityRow = Awaited<ReturnType<ReturnType<typeof active>['executeTakeFirst']>>;

async function identityOf(db: Connection, row: IdentityRow): Promise<TokenIdentity | undefined> {
  if (!row) return undefined;
  const modules = await db
    .selectFrom('token_modules')
    .innerJoin('modules', 'modules.id', 'token_modules.module_id')
    .select('modules.code')
    .where('token_modules.token_id', '=', row.id)
    .execute();
  return {
    id: row.id,
    name: row.name,
    icon: row.icon,
    digest: row.digest,
    lastAccessAt: row.last_access_at,
    account: { id: row.owner_id, type: row.owner_type, name: row.owner_name, icon: row.owner_icon },
    moduleCodes: modules.map(({ code }) => code),
  };
}

async function insertModules(db: Connection, { id, moduleIds }: Pick<TokenRecord, 'id' | 'moduleIds'>): Promise<void> {
  if (moduleIds.length === 0) return;
  const rows = moduleIds.map((module_id, position) => ({ token_id: id, module_id, position }));
  await db.insertInto('token_modules').values(rows).execute();
}

async function accountsOf(db: Connection, ids: readonly string[]): Promise<Map<string, AccountRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('accounts').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, accountFromRow(row)]));
}

async function modulesOf(db: Connection, tokenIds: readonly string[]): Promise<Map<string, ModuleRecord[]>> {
  const rows = await db
    .selectFrom('token_modules')
    .innerJoin('modules', 'modules.id', 'token_modules.module_id')
    .selectAll('modules')
    .select('token_modules.token_id')
    .where('token_modules.token_id', 'in', tokenIds)
    .orderBy('token_modules.position')
    .execute();
  const byToken = Map.groupBy(rows, ({ token_id }) => token_id);
  return new Map([...byToken].map(([id, modules]) => [id, modules.map(moduleFromRow)]));
}
