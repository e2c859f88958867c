import { type AtOnce, andThen } from '../at-once.ts';
import { isCredential } from '../credential.ts';
import type { Store, TokenIdentity } from '../ports/store.ts';
import type { Vault } from '../ports/vault.ts';
import { type Principal, principalOf } from '../principal.ts';

export interface AuthenticationOptions {
  store: Store;
  vault: Vault;
  /** Told of each token that authenticated. */
  onUse(token: TokenIdentity): void;
}

/**
 * The caller whose credential this is. Looked up at every request, so that disabling or deleting a token stops it at
 * the next one, on every instance [auth.revoked-at-once]. Found by its digest, compared in constant time.
 */
export function authenticator({ store, vault, onUse }: AuthenticationOptions) {
  return (credential: string): AtOnce<Principal | undefined> => {
    if (!isCredential(credential)) return undefined;
    const digests = vault.digests(credential);
    return andThen(store.tokens.identify(digests), (token) => {
      if (!token || !digests.some((digest) => vault.areEqual(digest, token.digest))) return undefined;
      onUse(token);
      return principalOf(token);
    });
  };
}
