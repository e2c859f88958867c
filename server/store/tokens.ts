import type { SealedToken, TokenRecord, TokenRepository } from '../core/ports/store.ts';
import type { Connection } from './connection.ts';
import { identify, identityOf } from './identities.ts';
import { type Lists, openSnapshot, readPage } from './list.ts';
import { type PlaceOf, prepared, preparedChange } from './prepared.ts';
import type { NewTokenRow, TokenModuleTable, TokenRow } from './schema.ts';
import { changeToRow, credentialFromRow, moduleRows, toRow } from './token-rows.ts';
import { tokenSource } from './token-source.ts';
import { firstSummaries, tokenSummaries, tokenSummary } from './token-summaries.ts';
import { tokenViews } from './token-views.ts';
import { wordsOf } from './words.ts';

const insertRow = preparedChange((db, place: PlaceOf<NewTokenRow>, columns) =>
  db
    .insertInto('tokens')
    .values(Object.fromEntries(columns.map((column) => [column, place(column)])) as unknown as NewTokenRow)
    .onConflict((conflict) => conflict.column('id').doNothing()),
);

const insertModule = preparedChange((db, place: PlaceOf<TokenModuleTable>) =>
  db.insertInto('token_modules').values({
    token_id: place('token_id'),
    module_id: place('module_id'),
    position: place('position'),
  }),
);

const countOf = prepared((db, place: PlaceOf<{ accountId: string }>) =>
  db
    .selectFrom('tokens_by_account')
    .select(({ fn }) => fn.sum('total').as('count'))
    .where('account_id', '=', place('accountId'))
    .where('status', '!=', 'Deleted'),
);

// In order, PostgreSQL would read all of them: its index has rows without a value at the other end.
const latestCreation = prepared((db) => db.selectFrom('tokens').select(({ fn }) => fn.max('created_at').as('latest')));

/** Tokens in a database of either kind. */
export function tokenRepository(db: Connection, lists: Lists): TokenRepository {
  return {
    async insert(token) {
      if ((await insertRow(db, toRow(token))) !== 1) return false;
      await insertModules(db, token);
      return true;
    },

    async find(id) {
      const [token] = await tokenViews(db, [id]);
      return token;
    },

    findSummary(id) {
      return tokenSummary(db, id);
    },

    listSummaries(request, digests) {
      return readPage(lists, request, tokenSource(wordsOf(db), digests), {
        byIds: tokenSummaries,
        first: firstSummaries,
      });
    },

    list(request, digests) {
      return readPage(lists, request, tokenSource(wordsOf(db), digests), { byIds: tokenViews });
    },

    snapshot(request, digests) {
      return openSnapshot(lists, request, tokenSource(wordsOf(db), digests), tokenViews);
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

    identify(digests) {
      return identify(db, digests);
    },

    identity(id) {
      return identityOf(db, id);
    },

    async countOf(accountId) {
      const [row] = await countOf(db, { accountId });
      return Number(row?.count ?? 0);
    },

    async latestCreation() {
      const [row] = await latestCreation(db, {});
      return row?.latest ?? undefined;
    },

    async touch(id, at, before = at) {
      await db
        .updateTable('tokens')
        .set({ last_access_at: at })
        .where('id', '=', id)
        .where((row) => row.or([row('last_access_at', 'is', null), row('last_access_at', '<', before)]))
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

async function insertModules(db: Connection, token: Pick<TokenRecord, 'id' | 'moduleIds'>): Promise<void> {
  for (const row of moduleRows(token)) await insertModule(db, row);
}
