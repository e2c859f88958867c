import type { components } from '../../../generated/schema.ts';
import { generateCredential } from '../credential.ts';
import type { Ids } from '../ports/ids.ts';
import type { AuditRecord, Repositories, TokenRecord } from '../ports/store.ts';
import type { Vault } from '../ports/vault.ts';
import { randomIds } from './id.ts';

export interface NewToken {
  draft: Pick<components['schemas']['ApiTokenCreate'], 'name' | 'description' | 'icon' | 'extensions'>;
  accountId: string;
  moduleIds: string[];
  event: AuditRecord;
  /** Only where they are given beforehand, as in a seed file. */
  id?: string;
  status?: TokenRecord['status'];
}

/** Writes a new token under a free id, with a credential of its own. @throws Error where a given id is taken. */
export async function insertToken(
  repositories: Repositories,
  vault: Vault,
  { draft, accountId, moduleIds, event, id: givenId, status = 'Active' }: NewToken,
  ids: Ids = randomIds,
): Promise<{ token: TokenRecord; credential: string }> {
  for (let attempt = 0; ; attempt++) {
    const id = givenId ?? ids.tokenId(attempt);
    const credential = generateCredential(id);
    const token: TokenRecord = {
      id,
      accountId,
      moduleIds,
      name: draft.name,
      description: draft.description ?? null,
      icon: draft.icon ?? null,
      status,
      credential: vault.seal(id, credential),
      extensions: draft.extensions?.map((extension) => ({ id: extension.id })) ?? null,
      lastAccessAt: null,
      revision: 1,
      audit: {
        created: event,
        updated: event,
        ...(status === 'Disabled' && { disabled: event }),
        ...(status === 'Deleted' && { deleted: event }),
      },
    };
    if (await repositories.tokens.insert(token)) return { token, credential };
    if (givenId) throw new Error(`The token id ${givenId} is taken.`);
  }
}
