import { defaultIcon } from '../core/accounts/icon.ts';
import { generateCredential } from '../core/credential.ts';
import type { AccountRecord, ModuleRecord, Repositories, TokenRecord } from '../core/ports/store.ts';
import type { Vault } from '../core/ports/vault.ts';
import { generateKey, Keyring } from '../secrets/keyring.ts';
import { NO_DETAILS } from '../seed/insert.ts';
import type { Started } from './server.ts';

type Given<T> = Partial<T> & { id: string };

/** A token as the store takes it; what is not given has no value. */
export function tokenRow(row: Given<TokenRecord>, keyring: Vault = new Keyring([generateKey()])): TokenRecord {
  const event = { at: Date.UTC(2026, 0, 1) };
  return {
    accountId: 'ACC-7715-2904',
    moduleIds: [],
    name: row.id,
    description: null,
    icon: null,
    status: 'Active',
    credential: keyring.seal(row.id, generateCredential(row.id)),
    extensions: null,
    lastAccessAt: null,
    revision: 1,
    audit: { created: event, updated: event },
    ...row,
  };
}

export function moduleRow(row: Given<ModuleRecord>): ModuleRecord {
  return {
    code: row.id.toLowerCase(),
    name: row.id,
    description: null,
    accountTypes: ['Client', 'Operations', 'Vendor'],
    filters: null,
    settings: { configurable: true, default: true },
    revision: 1,
    createdAt: 0,
    updatedAt: 0,
    ...row,
  };
}

export function accountRow(row: Given<AccountRecord>): AccountRecord {
  return {
    type: 'Client',
    status: 'Active',
    name: row.id,
    icon: defaultIcon(row.id),
    ...NO_DETAILS,
    revision: 1,
    createdAt: 0,
    updatedAt: 0,
    ...row,
  };
}

/** Writes tokens past the API, as no client could: with any id, time and text. */
export async function addTokens(
  { store, keyring }: Pick<Started, 'store' | 'keyring'>,
  rows: readonly Given<TokenRecord>[],
): Promise<void> {
  const insert = async ({ tokens }: Repositories) => {
    for (const row of rows) {
      if (!(await tokens.insert(tokenRow(row, keyring)))) throw new Error(`The id ${row.id} is taken.`);
    }
  };
  await store.transaction(insert);
}

/** Writes modules as no client could. */
export async function addModules(
  { store }: Pick<Started, 'store'>,
  rows: readonly Given<ModuleRecord>[],
): Promise<void> {
  await store.transaction(async ({ modules }) => {
    for (const row of rows) await modules.insert(moduleRow(row));
  });
}

/** Writes an account, with modules that are there, as no client could. */
export async function addAccount(
  { store }: Pick<Started, 'store'>,
  row: Given<AccountRecord>,
  modules: string[],
): Promise<void> {
  await store.transaction(({ accounts }) => accounts.insert(accountRow(row), modules));
}
