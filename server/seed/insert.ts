import { defaultIcon } from '../core/accounts/icon.ts';
import type { Instant } from '../core/ports/clock.ts';
import type { Repositories } from '../core/ports/store.ts';
import type { Vault } from '../core/ports/vault.ts';
import { insertToken } from '../core/tokens/insert.ts';
import type { Seed } from './seed.ts';

export interface InsertOptions {
  vault: Vault;
  /** When all of it is created. */
  at: Instant;
}

/** Writes a seed into an empty database. @returns token id → credential. */
export async function insertSeed(
  seed: Seed,
  repositories: Repositories,
  { vault, at }: InsertOptions,
): Promise<Record<string, string>> {
  await insertAccounts(seed, at, repositories);
  const credentials: Record<string, string> = {};
  for (const { account, modules, id, status, ...draft } of seed.tokens) {
    const { token } = await insertToken(repositories, vault, {
      draft,
      accountId: account,
      moduleIds: modules,
      event: { at },
      ...(id !== undefined && { id }),
      ...(status !== undefined && { status }),
    });
    credentials[token.id] = vault.open(token.id, token.credential);
  }
  return credentials;
}

/** Of an account of which no more is known than it has to have. */
export const NO_DETAILS = {
  externalId: null,
  externalIds: null,
  externalName: null,
  serviceLevel: null,
  eligibility: null,
  address: null,
  website: null,
  description: null,
  technicalSupportEmail: null,
  defaultLanguageCode: null,
  groups: null,
};

async function insertAccounts({ modules, accounts }: Seed, at: number, repositories: Repositories): Promise<void> {
  const stamps = { revision: 1, createdAt: at, updatedAt: at };
  for (const module of modules) {
    await repositories.modules.insert({ description: null, filters: null, ...module, ...stamps });
  }
  for (const { modules: moduleIds, ...account } of accounts) {
    await repositories.accounts.insert(
      { ...NO_DETAILS, icon: defaultIcon(account.id), ...account, ...stamps },
      moduleIds,
    );
  }
}
