import { sql } from 'kysely';
import { type AtOnce, andThen } from '../core/at-once.ts';
import { onceFor } from '../core/once-for.ts';
import type { TokenIdentity } from '../core/ports/store.ts';
import type { Connection } from './connection.ts';
import { type PlaceOf, prepared } from './prepared.ts';

const byId = prepared((db, place: PlaceOf<{ id: string }>) => active(db).where('tokens.id', '=', place('id')));

/** Between the codes of modules: none has it. */
const BETWEEN = '\n';

/** By the number of digests, which is that of the keys. */
const byDigests = onceFor((count: number) => {
  const names = Array.from({ length: count }, (_, index) => `${index}` as const);
  return prepared((db, place: PlaceOf<{ [index: `${number}`]: Uint8Array }>) =>
    active(db).where(
      'tokens.digest',
      'in',
      names.map((name) => place(name)),
    ),
  );
});

/** The active token with this id. */
export async function identityOf(db: Connection, id: string): Promise<TokenIdentity | undefined> {
  return identityFromRow((await byId(db, { id }))[0]);
}

/** The active token with one of these digests. */
export function identify(db: Connection, digests: readonly Uint8Array[]): AtOnce<TokenIdentity | undefined> {
  return andThen(byDigests(digests.length)(db, digests), ([row]) => identityFromRow(row));
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
    .select((row) =>
      row
        .selectFrom('token_modules')
        .innerJoin('modules', 'modules.id', 'token_modules.module_id')
        .whereRef('token_modules.token_id', '=', 'tokens.id')
        .select(sql<string>`string_agg(modules.code, ${sql.lit(BETWEEN)})`.as('codes'))
        .as('module_codes'),
    )
    .where('tokens.status', '=', 'Active');
}

type IdentityRow = Awaited<ReturnType<ReturnType<typeof active>['executeTakeFirst']>>;

function identityFromRow(row: IdentityRow): TokenIdentity | undefined {
  return (
    row && {
      id: row.id,
      name: row.name,
      icon: row.icon,
      digest: row.digest,
      lastAccessAt: row.last_access_at,
      account: { id: row.owner_id, type: row.owner_type, name: row.owner_name, icon: row.owner_icon },
      moduleCodes: row.module_codes?.split(BETWEEN) ?? [],
    }
  );
}
