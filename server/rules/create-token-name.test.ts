import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { startServer } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const server = await startServer({}, afterAll);
const create = (name: unknown) => server.call('POST', PATH, { as: 'client', body: { name } });

// Independent of the pattern in the contract: by example, not by property class alone.
const LETTERS = [...'azAZßéÉıİǅʰאبकあア漢한ꙮ𝒳𐐀𞤀ºª'];
const DIGITS = [...'059٣५৩๕𝟘０'];
const PUNCTUATION = [...' -.\'"'];
const FORBIDDEN = [...'_,;:!?/\\@#$%^&*()[]{}<>|`~+=\t\n\r\u0000\u001f\u007f\u00a0\u2003\u200b\ufeff’“–²½Ⅷ①€😀\u0301'];

describe('the name of a token', () => {
  it.each([...LETTERS, ...DIGITS, ...PUNCTUATION])('may be %j', async (name) => {
    const { status, body } = await create(name);
    expect(status).toBe(201);
    expect(body.name).toBe(name);
  });

  it.each(FORBIDDEN)('may not have %j in it', async (character) => {
    for (const name of [character, `a${character}`, `${character}a`, `a${character}b`]) {
      const { status, body } = await create(name);
      expect(status).toBe(400);
      expect(Object.keys(body.errors)).toEqual(['name']);
    }
  });

  it('has from 1 to 200 characters, counted by code points [token.name]', async () => {
    expect((await create('')).status).toBe(400);
    expect((await create('a'.repeat(200))).status).toBe(201);
    expect((await create('a'.repeat(201))).status).toBe(400);
    expect((await create('𝒳'.repeat(200))).status).toBe(201);
    expect((await create('𝒳'.repeat(201))).status).toBe(400);
  });

  it('need not be unique', async () => {
    const [first, second] = [await create('Twin'), await create('Twin')];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(first.body.id).not.toBe(second.body.id);
  });

  it('is kept as it was given where all its characters are allowed', async () => {
    const allowed = fc.string({
      unit: fc.constantFrom(...LETTERS, ...DIGITS, ...PUNCTUATION),
      minLength: 1,
      maxLength: 200,
    });
    await fc.assert(
      fc.asyncProperty(allowed, async (name) => {
        const { status, body } = await create(name);
        expect(status).toBe(201);
        expect(body.name).toBe(name);
      }),
      { numRuns: 40 },
    );
  });

  it('is accepted exactly where each of its characters is a letter, a decimal digit or allowed punctuation [token.name]', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 5 }), async (name) => {
        const isAllowed = [...name].every((c) => /\p{L}|\p{Nd}/u.test(c) || PUNCTUATION.includes(c));
        expect((await create(name)).status).toBe(isAllowed ? 201 : 400);
      }),
      { numRuns: 150 },
    );
  });
});
