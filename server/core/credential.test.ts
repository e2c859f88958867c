import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateCredential, isCredential, withoutCredentials } from './credential.ts';

const digits = fc.integer({ min: 0, max: 9999 }).map((number) => String(number).padStart(4, '0'));
const tokenId = fc.array(digits, { minLength: 2, maxLength: 3 }).map((groups) => ['TKN', ...groups].join('-'));
const credential = tokenId.map(generateCredential);
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

describe('a credential', () => {
  it('is idt:<id>:, 43 base62 digits of secret and 6 of checksum [secrets.format]', () => {
    fc.assert(
      fc.property(tokenId, (id) => {
        const text = generateCredential(id);
        expect(text).toMatch(new RegExp(`^idt:${id}:[0-9A-Za-z]{49}$`));
        expect(isCredential(text)).toBe(true);
      }),
    );
  });

  it('is another one each time, with a secret of 256 random bits', () => {
    const secrets = Array.from({ length: 2000 }, () => generateCredential('TKN-0000-0000').slice(18, -6));
    expect(new Set(secrets).size).toBe(2000);
    const values = secrets.map((secret) => [...secret].reduce((sum, c) => sum * 62n + BigInt(ALPHABET.indexOf(c)), 0n));
    for (const value of values) expect(value < 1n << 256n).toBe(true);
    for (let bit = 0n; bit < 256n; bit++) {
      const set = values.filter((value) => (value >> bit) & 1n).length;
      expect(set).toBeGreaterThan(700);
      expect(set).toBeLessThan(1300);
    }
  });

  it('is known for tampered where any one character is another', () => {
    fc.assert(
      fc.property(credential, fc.nat(), fc.constantFrom(...ALPHABET), (text, at, character) => {
        const index = at % text.length;
        fc.pre(text[index] !== character);
        expect(isCredential(text.slice(0, index) + character + text.slice(index + 1))).toBe(false);
      }),
    );
  });

  it('is known for tampered where two neighbours are swapped, or it is cut or longer', () => {
    fc.assert(
      fc.property(credential, fc.nat(), (text, at) => {
        const index = at % (text.length - 1);
        const [a = '', b = ''] = [text[index], text[index + 1]];
        if (a !== b) expect(isCredential(text.slice(0, index) + b + a + text.slice(index + 2))).toBe(false);
        expect(isCredential(text.slice(0, index))).toBe(false);
        expect(isCredential(`${text}${a}`)).toBe(false);
        expect(isCredential(`${text}\n`)).toBe(false);
        expect(isCredential(` ${text}`)).toBe(false);
      }),
    );
  });

  it('has no other form', () => {
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => void expect(isCredential(text)).toBe(false)));
  });
});

describe('a text that is about to be logged', () => {
  it('keeps nothing of a credential, wherever it stands', () => {
    fc.assert(
      fc.property(fc.string(), credential, fc.string(), (before, text, after) => {
        const secret = text.split(':')[2] ?? text;
        expect(withoutCredentials(`${before} ${text}"${after}`)).not.toContain(secret);
      }),
    );
  });

  it('keeps nothing of one that is percent-encoded, in whole or in part, once or twice', () => {
    fc.assert(
      fc.property(credential, fc.infiniteStream(fc.nat(3)), (text, choices) => {
        const encoded = [...text].map((character) => encode(character, choices.next().value ?? 0)).join('');
        const cleaned = withoutCredentials(`/api-tokens/${encoded}/x`);
        expect(cleaned).toBe('/api-tokens/[credential]/x');
      }),
    );
  });

  it.each<[string, (text: string) => string]>([
    ['without its prefix', (text) => text.slice(4)],
    ['without its prefix and its end', (text) => text.slice(4, -20)],
    ['its secret alone', (text) => text.split(':')[2] ?? ''],
    ['in base64', (text) => Buffer.from(text).toString('base64')],
    ['its secret in base64url', (text) => Buffer.from(text.split(':')[2] ?? '').toString('base64url')],
    ['in hexadecimal', (text) => Buffer.from(text).toString('hex')],
    ['in capitals', (text) => text.toUpperCase()],
  ])('keeps nothing of one %s [secrets.nowhere]', (_how, written) => {
    fc.assert(
      fc.property(credential, fc.infiniteStream(fc.nat(3)), (text, choices) => {
        const plain = written(text);
        const encoded = [...plain].map((character) => encode(character, choices.next().value ?? 0)).join('');
        expect(withoutCredentials(`/api-tokens/${plain}/x`)).toBe('/api-tokens/[credential]/x');
        if (!/[=_-]/.test(plain)) expect(withoutCredentials(`/x/${encoded}/x`)).not.toContain(plain.slice(-20));
      }),
    );
  });

  it.each([
    '/public/v1/accounts/api-tokens/TKN-1234-5678',
    '/public/v1/accounts/api-tokens/TKN-1234-5678-9012/enable',
    'credit: 7',
    'idtoken',
    '{"a":"b"}',
    '"traceId":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"',
    '/public/v1/accounts/api-tokens/%D0%9F%D1%80%D0%B8%D0%B2%D0%B5%D1%82%20%D0%BC%D0%B8%D1%80',
  ])('keeps everything else: %s', (text) => {
    expect(withoutCredentials(text)).toBe(text);
  });

  it('is read in a time that grows with its length only', () => {
    for (const piece of ['%25', 'i%', '%2525', 'TKN-0000', 'a'.repeat(42), '%6']) {
      const text = piece.repeat(200_000 / piece.length);
      expect(withoutCredentials(text).length).toBeLessThanOrEqual(text.length);
    }
  });

  it('stays JSON', () => {
    fc.assert(
      fc.property(fc.string(), credential, (rest, text) => {
        const line = JSON.stringify({ before: rest, text, both: rest + text, after: text + rest });
        expect(() => JSON.parse(withoutCredentials(line))).not.toThrow();
      }),
    );
  });
});

function encode(character: string, how: number): string {
  const hex = character.charCodeAt(0).toString(16);
  return [character, `%${hex}`, `%${hex.toUpperCase()}`, `%25${hex}`][how] ?? character;
}
