/** A credential as it is stored: never in plain text. */
export interface SealedCredential {
  /** Id of the key it is under. */
  keyId: string;
  /** What `open` makes the credential of. */
  sealed: Uint8Array;
  /** For look-up: the same credential under the same key has the same one, and nothing leads back from it. */
  digest: Uint8Array;
}

/** Keeps credentials [secrets.at-rest]. */
export interface Vault {
  /** The token id is sealed in: moved to another token, the credential does not open. */
  seal(tokenId: string, credential: string): SealedCredential;
  /** @throws Error where the key is missing or the sealed bytes are not of this token. */
  open(tokenId: string, sealed: Pick<SealedCredential, 'keyId' | 'sealed'>): string;
  /** The digests under which a credential may be stored, one a key. */
  digests(credential: string): Uint8Array[];
  /** Whether two digests are the same, in a time that says nothing of where they differ. */
  areEqual(one: Uint8Array, other: Uint8Array): boolean;
}
