import { defaultIcon } from '../core/accounts/icon.ts';
import type { Repositories, Store } from '../core/ports/store.ts';
import { insertToken } from '../core/tokens/insert.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { writePrivateFile } from '../secrets/private-file.ts';
import type { Seed } from './seed.ts';

export interface LoadOptions {
  store: Store;
  keyring: Keyring;
  credentialsFile: string;
}

/**
 * Fills an empty database; one that another start has filled meanwhile stays as it is. The credentials file, token id →
 * credential, is on the disk before the data is committed, so that no seeded token exists whose credential nobody knows.
 */
export async function loadSeed(seed: Seed, { store, keyring, credentialsFile }: LoadOptions): Promise<void> {
  await store.transaction(async (repositories) => {
    if (!(await isEmpty(repositories))) return;
    const event = { at: Date.now() };
    await insertAccounts(seed, event.at, repositories);
    const credentials: Record<string, string> = {};
    for (const { account, modules, id, status, ...draft } of seed.tokens) {
      const token = await insertToken(repositories, keyring, {
        draft,
        accountId: account,
        moduleIds: modules,
        event,
        ...(id !== undefined && { id }),
        ...(status !== undefined && { status }),
      });
      credentials[token.id] = keyring.open(token.id, token.credential);
    }
    await writePrivateFile(credentialsFile, `${JSON.stringify(credentials, null, 2)}\n`);
  });
}

/** Whether nothing was ever put into a database. */
export async function isEmpty({ accounts, modules }: Pick<Repositories, 'accounts' | 'modules'>): Promise<boolean> {
  return (await accounts.isEmpty()) && (await modules.isEmpty());
}

async function insertAccounts({ modules, accounts }: Seed, at: number, repositories: Repositories): Promise<void> {
  const stamps = { revision: 1, createdAt: at, updatedAt: at };
  for (const module of modules) {
    await repositories.modules.insert({ description: null, filters: null, ...module, ...stamps });
  }
  const empty = {
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
  for (const { modules: moduleIds, ...account } of accounts) {
    await repositories.accounts.insert({ ...empty, icon: defaultIcon(account.id), ...account, ...stamps }, moduleIds);
  }
}
