import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const KEY_BYTES = 32;

export interface Key {
  id: string;
  secret: Buffer;
}

/** A credential as it is stored: never in plain text. */
export interface SealedCredential {
  /** Id of the key it is under. */
  keyId: string;
  /** Nonce, ciphertext and tag of AES-256-GCM. */
  sealed: Buffer;
  /** HMAC-SHA-256 of the credential, for look-up. */
  digest: Buffer;
}

interface DerivedKey {
  id: string;
  encryption: Buffer;
  lookup: Buffer;
}

/**
 * Seals, opens and looks up credentials (behaviour page, section 6). The first key seals; every key opens and looks
 * up, so that keys can be rotated. The token id is associated data: a sealed credential moved to another row does not open.
 */
export class Keyring {
  readonly #keys: DerivedKey[];
  readonly #current: DerivedKey;

  /** @throws RangeError without keys. */
  constructor(keys: readonly Key[]) {
    this.#keys = keys.map(({ id, secret }) => ({
      id,
      encryption: derive(secret, 'credential encryption'),
      lookup: derive(secret, 'credential lookup'),
    }));
    const [current] = this.#keys;
    if (!current) throw new RangeError('A keyring needs at least one key.');
    this.#current = current;
  }

  get currentKeyId(): string {
    return this.#current.id;
  }

  has(keyId: string): boolean {
    return this.#keys.some(({ id }) => id === keyId);
  }

  seal(tokenId: string, credential: string): SealedCredential {
    const { id, encryption, lookup } = this.#current;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, encryption, nonce).setAAD(Buffer.from(tokenId));
    const sealed = Buffer.concat([nonce, cipher.update(credential, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return { keyId: id, sealed, digest: hmac(lookup, credential) };
  }

  /** @throws Error where the key is missing or the sealed bytes are not of this token. */
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

  /** The digests under which a credential may be stored, one a key. */
  digests(credential: string): Buffer[] {
    return this.#keys.map(({ lookup }) => hmac(lookup, credential));
  }
}

export function generateKey(): Key {
  return {
    id: `k${new Date().toISOString().slice(0, 10)}-${randomBytes(3).toString('hex')}`,
    secret: randomBytes(KEY_BYTES),
  };
}

function derive(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, KEY_BYTES));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
