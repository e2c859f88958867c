import type { Kysely, Transaction } from 'kysely';
import { type Database, moduleFromRow, type NewTokenRow, type TokenRow } from './schema.ts';
import {
  AUDIT_EVENTS,
  type AuditRecord,
  type AuditTrail,
  type ModuleRecord,
  type ReferenceRecord,
  type TokenRecord,
  type TokenRepository,
  type TokenView,
} from './store.ts';

type Connection = Kysely<Database> | Transaction<Database>;

const ACCOUNT_COLUMNS = [
  'accounts.id as owner_id',
  'accounts.type as owner_type',
  'accounts.status as owner_status',
  'accounts.name as owner_name',
  'accounts.icon as owner_icon',
] as const;

/** Tokens in a database of either kind. */
export function tokenRepository(db: Connection): TokenRepository {
  const withAccount = () =>
    db
      .selectFrom('tokens')
      .innerJoin('accounts', 'accounts.id', 'tokens.account_id')
      .selectAll('tokens')
      .select(ACCOUNT_COLUMNS);

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
      const row = await withAccount().where('tokens.id', '=', id).executeTakeFirst();
      if (!row) return undefined;
      const modules = await modulesOf(db, [id]);
      return fromRow(row, modules.get(id) ?? []);
    },

    async identify(digests) {
      const row = await withAccount().where('tokens.digest', 'in', digests).executeTakeFirst();
      if (!row) return undefined;
      const modules = await modulesOf(db, [row.id]);
      return {
        id: row.id,
        name: row.name,
        icon: row.icon,
        status: row.status,
        digest: row.digest,
        lastAccessAt: row.last_access_at,
        account: { id: row.owner_id, type: row.owner_type, name: row.owner_name, icon: row.owner_icon },
        moduleCodes: (modules.get(row.id) ?? []).map(({ code }) => code),
      };
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

    async sealedUnderOtherKeys(keyId, limit) {
      const rows = await db
        .selectFrom('tokens')
        .select(['id', 'key_id', 'sealed', 'digest'])
        .where('key_id', '!=', keyId)
        .limit(limit)
        .execute();
      return rows.map((row) => ({ id: row.id, credential: credentialFromRow(row) }));
    },

    async reseal(id, { keyId, sealed, digest }) {
      await db.updateTable('tokens').set({ key_id: keyId, sealed, digest }).where('id', '=', id).execute();
    },
  };
}

async function insertModules(db: Connection, { id, moduleIds }: TokenRecord): Promise<void> {
  if (moduleIds.length === 0) return;
  const rows = moduleIds.map((module_id, position) => ({ token_id: id, module_id, position }));
  await db.insertInto('token_modules').values(rows).execute();
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

function toRow(token: TokenRecord): NewTokenRow {
  const { id, name, description, icon, status, revision, credential } = token;
  return {
    ...auditToRow(token.audit),
    id,
    name,
    description,
    icon,
    status,
    revision,
    account_id: token.accountId,
    key_id: credential.keyId,
    sealed: credential.sealed,
    digest: credential.digest,
    extensions: token.extensions && JSON.stringify(token.extensions),
    last_access_at: token.lastAccessAt,
  };
}

type Owner = {
  owner_id: string;
  owner_type: TokenView['account']['type'];
  owner_status: TokenView['account']['status'];
  owner_name: string;
  owner_icon: string | null;
};

function fromRow(row: TokenRow & Owner, modules: ModuleRecord[]): TokenView {
  const { id, name, description, icon, status, revision } = row;
  return {
    id,
    name,
    description,
    icon,
    status,
    revision,
    modules,
    account: {
      id: row.owner_id,
      type: row.owner_type,
      status: row.owner_status,
      name: row.owner_name,
      icon: row.owner_icon,
    },
    credential: credentialFromRow(row),
    extensions: row.extensions === null ? null : JSON.parse(row.extensions),
    lastAccessAt: row.last_access_at,
    audit: auditFromRow(row),
  };
}

function credentialFromRow(row: Pick<TokenRow, 'key_id' | 'sealed' | 'digest'>): TokenRecord['credential'] {
  return { keyId: row.key_id, sealed: Buffer.from(row.sealed), digest: Buffer.from(row.digest) };
}

function auditToRow(audit: AuditTrail): Pick<NewTokenRow, keyof AuditRow> {
  const columns = AUDIT_EVENTS.flatMap((event) => {
    const { at, by, of } = audit[event] ?? {};
    return [
      [`${event}_at`, at ?? null],
      [`${event}_by_id`, by?.id ?? null],
      [`${event}_by_name`, by?.name ?? null],
      [`${event}_by_icon`, by?.icon ?? null],
      [`${event}_of_id`, of?.id ?? null],
      [`${event}_of_name`, of?.name ?? null],
      [`${event}_of_icon`, of?.icon ?? null],
    ];
  });
  return Object.fromEntries(columns);
}

type AuditRow = Pick<TokenRow, Extract<keyof TokenRow, `${(typeof AUDIT_EVENTS)[number]}_${string}`>>;

function auditFromRow(row: AuditRow): AuditTrail {
  const events = AUDIT_EVENTS.flatMap((event): [string, AuditRecord][] => {
    const at = row[`${event}_at`];
    if (at === null) return [];
    const by = reference(row[`${event}_by_id`], row[`${event}_by_name`], row[`${event}_by_icon`]);
    const of = reference(row[`${event}_of_id`], row[`${event}_of_name`], row[`${event}_of_icon`]);
    return [[event, { at, ...(by && { by }), ...(of && { of }) }]];
  });
  return { created: { at: row.created_at }, updated: { at: row.updated_at }, ...Object.fromEntries(events) };
}

function reference(id: string | null, name: string | null, icon: string | null): ReferenceRecord | undefined {
  return id === null ? undefined : { id, name: name ?? '', ...(icon !== null && { icon }) };
}
