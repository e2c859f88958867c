import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { startServer } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const server = await startServer({ bodyLimit: 4_000_000 }, afterAll);
const create = (body: unknown) => server.call('POST', PATH, { as: 'client', body });

describe('createApiToken 400: a body that cannot be read', () => {
  it.each(['{"name": "geheim",}', '{name: geheim}', 'geheim', '{"name": "geheim"} x', '[', '\u0000'])(
    'malformed JSON %j is told without being repeated',
    async (text) => {
      const answer = await create(text);
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toEqual({ $: [expect.stringMatching(/^must be valid JSON/)] });
      expect(answer.text).not.toContain('geheim');
    },
  );

  it.each([
    ['a stray byte', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ['Latin-1', Buffer.from('{"name": "Müller"}', 'latin1')],
    ['UTF-16', Buffer.from('{"name": "x"}', 'utf16le')],
    ['an encoded surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ])('%s is not UTF-8, or not JSON', async (_name, body) => {
    const answer = await create(body);
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.errors)).toEqual(['$']);
  });

  it.each(['[]', '[{"name": "x"}]', '"x"', 'null', '1', '0', 'true', 'false', '""'])(
    '%s is no object [bodies.not-an-object]',
    async (text) => {
      const answer = await create(text);
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toEqual({ $: ['must be object'] });
    },
  );

  it('answers to JSON that is 100,000 deep, and serves on', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const answer = await create(deep);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual({ $: ['must be object'] });
    expect((await create(`{"name": ${deep}}`)).body.errors).toEqual({ name: ['must be string'] });
    expect((await create(`{"modules": ${deep}, "name": "x"}`)).status).toBe(400);
    expect((await create('{"a":'.repeat(100_000))).status).toBe(400);
    expect((await create({ name: 'After' })).status).toBe(201);
  });

  it('ignores an unknown property that is 100,000 deep, as any other', async () => {
    const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    expect((await create(`{"name": "Deep", "unknown": ${deep}}`)).status).toBe(201);
  });
});

describe('createApiToken 400: fields', () => {
  it.each([
    [{}, { name: ['is required'] }],
    [{ name: undefined, icon: 'x' }, { name: ['is required'] }],
    [{ name: null }, { name: ['must be string'] }],
    [{ name: 1 }, { name: ['must be string'] }],
    [{ name: ['x'] }, { name: ['must be string'] }],
    [{ name: 'x', description: 1 }, { description: ['must be string or null'] }],
    [{ name: 'x', icon: {} }, { icon: ['must be string or null'] }],
    [{ name: 'x', account: 'ACC-3803-7263' }, { account: ['must be object or null'] }],
    [{ name: 'x', account: [] }, { account: ['must be object or null'] }],
    [{ name: 'x', account: {} }, { 'account.id': ['is required'] }],
    [{ name: 'x', account: { id: 1 } }, { 'account.id': ['must be string'] }],
    [{ name: 'x', modules: {} }, { modules: ['must be array or null'] }],
    [{ name: 'x', modules: 'MOD-1756' }, { modules: ['must be array or null'] }],
    [{ name: 'x', modules: ['MOD-1756'] }, { 'modules[0]': ['must be object'] }],
    [{ name: 'x', modules: [{ id: 'MOD-1756' }, {}] }, { 'modules[1].id': ['is required'] }],
    [{ name: 'x', modules: [null] }, { 'modules[0]': ['must be object'] }],
    [{ name: 'x', extensions: true }, { extensions: ['must be array or null'] }],
    [{ name: 'x', extensions: [{ id: 7 }] }, { 'extensions[0].id': ['must be string'] }],
  ])('%j breaks a rule, which its field is told of', async (body, errors) => {
    const answer = await create(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual(errors);
  });

  it('tells of several fields at once [create.name] [errors.map]', async () => {
    const { body } = await create({ icon: 1, modules: [{ id: 1 }, 2] });
    expect(Object.keys(body.errors).sort()).toEqual(['icon', 'modules[0].id', 'modules[1]', 'name']);
  });

  it.each([
    ['description', 2000],
    ['icon', 2048],
  ])(
    '%s may have up to %i characters, counted by code points [token.description] [token.icon]',
    async (field, limit) => {
      expect((await create({ name: 'x', [field]: '𝒳'.repeat(limit) })).body[field]).toBe('𝒳'.repeat(limit));
      const over = await create({ name: 'x', [field]: '𝒳'.repeat(limit + 1) });
      expect(over.status).toBe(400);
      expect(Object.keys(over.body.errors)).toEqual([field]);
    },
  );

  it.each([
    ['description', '\ud800'],
    ['icon', 'a\udfff'],
    ['name', '\ud83d'],
    ['description', 'a\u0000b'],
    ['icon', '\u0000'],
    ['name', 'a\u0000b'],
  ])('%s cannot hold %j, which is no Unicode text or which no database keeps', async (field, value) => {
    const answer = await create({ name: 'x', [field]: value });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.errors)).toEqual([field]);
  });

  it.each(['\ud800', 'a\u0000', ''])('the id of an extension cannot be %j', async (id) => {
    const answer = await create({ name: 'x', extensions: [{ id: 'EXT-1' }, { id }] });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.errors)).toEqual(['extensions[1].id']);
  });

  it('takes no field from a property that is called __proto__', async () => {
    const answer = await create('{"__proto__": {"name": "x"}}');
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual({ name: ['is required'] });
  });

  it('answers 201 or 400 to any JSON, and an object with a good name and unknown properties is 201', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const { status } = await create(JSON.stringify(value));
        expect([201, 400]).toContain(status);
      }),
      { numRuns: 100 },
    );
    const unknown = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }));
    await fc.assert(
      fc.asyncProperty(unknown, async (rest) => {
        const known = ['name', 'account', 'description', 'icon', 'modules', 'extensions'];
        const entries = Object.entries(rest).filter(([key]) => !known.includes(key));
        expect((await create(JSON.stringify({ ...Object.fromEntries(entries), name: 'x' }))).status).toBe(201);
      }),
      { numRuns: 60 },
    );
  });
});
