import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import type { SealedCredential, Vault } from '../core/ports/vault.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const KEY_BYTES = 32;

export interface Key {
  id: string;
  secret: Buffer;
}

interface Sealed extends SealedCredential {
  sealed: Buffer;
  digest: Buffer;
}

/** What a key is used as. It may be given to another thread, as the secret it is made of need not be. */
export interface DerivedKey {
  id: string;
  fingerprint: Uint8Array;
  /** From bytes, Node makes such an object anew each time, which takes many times as long as what it is for. */
  encryption: KeyObject;
  lookup: KeyObject;
}

/**
 * Seals, opens and looks up credentials [secrets.sealed]: nonce, ciphertext and tag of AES-256-GCM beside an
 * HMAC-SHA-256. The first key seals; every key opens and looks up, so that keys can be rotated. The token id is
 * associated data.
 */
export class Keyring implements Vault {
  readonly #keys: DerivedKey[];
  readonly #current: DerivedKey;

  /** @throws RangeError without keys. */
  constructor(keys: readonly (Key | DerivedKey)[]) {
    this.#keys = keys.map((key) => ('secret' in key ? derived(key) : key));
    const [current] = this.#keys;
    if (!current) throw new RangeError('A keyring needs at least one key.');
    this.#current = current;
  }

  get currentKeyId(): string {
    return this.#current.id;
  }

  /** In their order: the first one seals. */
  get keyIds(): string[] {
    return this.#keys.map(({ id }) => id);
  }

  /** For another keyring with the same keys. */
  get keys(): readonly DerivedKey[] {
    return this.#keys;
  }

  has(keyId: string): boolean {
    return this.keyIds.includes(keyId);
  }

  /** Key id → what it is told by from another key of that id; it leads back to none. */
  get fingerprints(): Map<string, Uint8Array> {
    return new Map(this.#keys.map(({ id, fingerprint }) => [id, fingerprint]));
  }

  seal(tokenId: string, credential: string): Sealed {
    const { id, encryption, lookup } = this.#current;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, encryption, nonce).setAAD(Buffer.from(tokenId));
    const sealed = Buffer.concat([nonce, cipher.update(credential, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return { keyId: id, sealed, digest: hmac(lookup, credential) };
  }

  open(tokenId: string, { keyId, sealed }: Pick<SealedCredential, 'keyId' | 'sealed'>): string {
    const key = this.#keys.find(({ id }) => id === keyId);
    if (!key)
      throw new Error(`The credential of ${tokenId} is under the key ${keyId}, which this server does not have.`);
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, key.encryption, nonce, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(tokenId))
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    const ciphertext = sealed.subarray(NONCE_BYTES, -TAG_BYTES);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
  }

  canOpen(tokenId: string, sealed: Pick<SealedCredential, 'keyId' | 'sealed'>): boolean {
    try {
      this.open(tokenId, sealed);
      return true;
    } catch {
      return false;
    }
  }

  digests(credential: string): Buffer[] {
    return this.#keys.map(({ lookup }) => hmac(lookup, credential));
  }

  areEqual(one: Uint8Array, other: Uint8Array): boolean {
    return one.length === other.length && timingSafeEqual(one, other);
  }
}

export function generateKey(): Key {
  return {
    id: `k${new Date().toISOString().slice(0, 10)}-${randomBytes(3).toString('hex')}`,
    secret: randomBytes(KEY_BYTES),
  };
}

function derived({ id, secret }: Key): DerivedKey {
  return {
    id,
    fingerprint: derive(secret, 'fingerprint'),
    encryption: createSecretKey(derive(secret, 'credential encryption')),
    lookup: createSecretKey(derive(secret, 'credential lookup')),
  };
}

function derive(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, KEY_BYTES));
}

function hmac(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
