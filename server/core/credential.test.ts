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
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => !isCredential(text)));
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

  it('keeps everything else', () => {
    for (const text of ['/public/v1/accounts/api-tokens/TKN-1234-5678', 'credit: 7', 'idtoken', '{"a":"b"}']) {
      expect(withoutCredentials(text)).toBe(text);
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
