import { createCore } from '../index.ts';
import { memoryStore } from '../memory/store.ts';
import { openVault } from '../memory/vault.ts';
import type { OpenApiDocument } from '../operations.ts';
import type { AccountRecord, ModuleRecord } from '../ports/store.ts';
import { insertToken } from '../tokens/insert.ts';

/** What a page would do with the core: as a first token of an account, create another in the store on Maps, and list both. */
export async function createToken(document: OpenApiDocument, account: AccountRecord, module: ModuleRecord) {
  const store = memoryStore();
  const first = await store.transaction(async (repositories) => {
    await repositories.modules.insert(module);
    await repositories.accounts.insert(account, [module.id]);
    const token = {
      draft: { name: 'First' },
      accountId: account.id,
      moduleIds: [module.id],
      event: { at: Date.now() },
    };
    return insertToken(repositories, openVault, token);
  });
  const onFailure = (error: unknown) => {
    throw error;
  };
  const { handlers, authenticate, flush } = createCore({ document, store, vault: openVault, onFailure });
  const principal = await authenticate(first.credential);
  if (!principal) throw new Error('The first token does not authenticate.');
  const request = { principal, path: {}, query: '', origin: () => 'https://page.example', header: () => undefined };
  const created = await handlers.createApiToken({ ...request, body: { name: 'From a page' } });
  const list = await handlers.listApiTokens({ ...request, query: 'ilike(name,F*)', body: undefined });
  const caller = await authenticate(created.body.token);
  await flush();
  return { first, created, list, caller };
}
