import { createCore } from '../index.ts';
import { memoryStore } from '../memory/store.ts';
import { openVault } from '../memory/vault.ts';
import type { OpenApiDocument } from '../operations.ts';
import type { AccountRecord } from '../ports/store.ts';

/** What a page would do with the core: creates a token in the store on Maps, lists it, and asks whose credential it is. */
export async function createToken(document: OpenApiDocument, account: AccountRecord) {
  const store = memoryStore();
  await store.transaction(({ accounts }) => accounts.insert(account, []));
  const onFailure = (error: unknown) => {
    throw error;
  };
  const { handlers, authenticate, flush } = createCore({ document, store, vault: openVault, onFailure });
  const request = {
    principal: {
      token: { id: 'TKN-0000-0000', name: 'Page' },
      account: { id: account.id, name: account.name, type: account.type },
      modules: new Set(['access-management']),
    },
    path: {},
    query: '',
    origin: 'https://page.example',
  };
  const created = await handlers.createApiToken({ ...request, body: { name: 'From a page' } });
  const list = await handlers.listApiTokens({ ...request, query: 'ilike(name,from*)', body: undefined });
  const caller = await authenticate(created.body.token);
  await flush();
  return { created, list, caller };
}
