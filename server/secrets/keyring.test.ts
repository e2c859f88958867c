import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateCredential } from '../core/credential.ts';
import { generateKey, Keyring } from './keyring.ts';

const ID = 'TKN-1234-5678';
const key = (id: string) => ({ id, secret: randomBytes(32) });

describe('a keyring', () => {
  const [first, second] = [key('first'), key('second')];
  const keyring = new Keyring([first, second]);

  it('opens what it sealed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(keyring.open(ID, keyring.seal(ID, text))).toBe(text);
      }),
    );
  });

  it('seals under its first key, never twice alike, and shows nothing of the text', () => {
    const credential = generateCredential(ID);
    const [one, two] = [keyring.seal(ID, credential), keyring.seal(ID, credential)];
    expect([one.keyId, keyring.currentKeyId]).toEqual(['first', 'first']);
    expect(one.sealed.equals(two.sealed)).toBe(false);
    expect(one.digest.equals(two.digest)).toBe(true);
    for (const bytes of [one.sealed, one.digest]) expect(bytes.toString('latin1')).not.toContain(credential.slice(4));
  });

  it('does not open what was sealed for another token: the id is associated data [secrets.sealed]', () => {
    const sealed = keyring.seal(ID, 'secret');
    expect(() => keyring.open('TKN-8765-4321', sealed)).toThrow();
  });

  it('does not open what was changed in any one bit, or cut', () => {
    const { keyId, sealed } = keyring.seal(ID, generateCredential(ID));
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => keyring.open(ID, { keyId, sealed: changed })).toThrow();
    }
    for (const length of [0, 1, 12, 28, sealed.length - 1]) {
      expect(() => keyring.open(ID, { keyId, sealed: sealed.subarray(0, length) })).toThrow();
    }
  });

  it('opens and looks up under every key, so that keys can be rotated', () => {
    const credential = generateCredential(ID);
    const old = new Keyring([second]).seal(ID, credential);
    expect(keyring.open(ID, old)).toBe(credential);
    const digests = keyring.digests(credential).map((digest) => digest.toString('hex'));
    expect(digests).toEqual([keyring.seal(ID, credential), old].map(({ digest }) => digest.toString('hex')));
    expect([keyring.has('first'), keyring.has('second'), keyring.has('third')]).toEqual([true, true, false]);
  });

  it('names the key it lacks, and no text', () => {
    const sealed = new Keyring([key('third')]).seal(ID, 'secret');
    expect(() => keyring.open(ID, sealed)).toThrow(/third/);
    expect(() => new Keyring([{ ...key('first') }]).open(ID, keyring.seal(ID, 'secret'))).toThrow();
  });

  it('is told by fingerprints from keys of the same ids', () => {
    const { fingerprints } = new Keyring([first, second]);
    expect([...fingerprints.keys()]).toEqual(['first', 'second']);
    expect(new Keyring([second, first]).fingerprints.get('first')).toEqual(fingerprints.get('first'));
    expect(new Keyring([key('first')]).fingerprints.get('first')).not.toEqual(fingerprints.get('first'));
  });

  it('needs a key', () => {
    expect(() => new Keyring([])).toThrow(RangeError);
  });

  it('gives each new key an id of its own and 256 bits', () => {
    const [one, two] = [generateKey(), generateKey()];
    expect(one.id).not.toBe(two.id);
    expect([one.secret.length, one.secret.equals(two.secret)]).toEqual([32, false]);
  });
});
