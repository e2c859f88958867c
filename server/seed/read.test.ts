import { describe, expect, it } from 'vitest';
import { sampleSeed, seedFile } from '../testing/seeds.ts';
import { readSeed, SeedError } from './read.ts';

async function problemsOf(content: unknown): Promise<string[]> {
  const file = await seedFile(content);
  const error = await readSeed(file).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SeedError);
  const [first, ...problems] = (error as SeedError).message.split('\n');
  expect(first).toBe(`The seed file ${file} is not valid:`);
  return problems.map((problem) => problem.trim());
}

/** The sample with one change. */
function changed(path: (string | number)[], value: unknown): unknown {
  const seed = sampleSeed();
  const last = path.at(-1) ?? '';
  const parent = path.slice(0, -1).reduce((inner, key) => (inner as Record<string, object>)[key] ?? {}, seed as object);
  if (value === undefined) delete (parent as Record<string, unknown>)[last];
  else (parent as Record<string, unknown>)[last] = value;
  return seed;
}

describe('a seed file', () => {
  it('is the sample where none is named: every kind of account, and modules of every kind', async () => {
    const { modules, accounts, tokens } = await readSeed(undefined);
    expect(accounts.map(({ type }) => type).sort()).toEqual(['Client', 'Client', 'Operations', 'Vendor']);
    expect(modules.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['access-management', 'platform-account-management']),
    );
    expect(modules.some(({ accountTypes }) => accountTypes.length < 3)).toBe(true);
    expect(modules.some(({ settings }) => !settings.default && !settings.configurable)).toBe(true);
    expect(new Set(tokens.map(({ status }) => status))).toEqual(new Set([undefined, 'Disabled', 'Deleted']));
  });

  it('may leave out what is optional, and may begin with a byte order mark', async () => {
    const settings = { configurable: true, default: true };
    const minimal = {
      modules: [{ id: 'MOD-0001', code: 'a', name: 'A', accountTypes: ['Client'], settings }],
      accounts: [{ id: 'ACC-0001-0001', type: 'Client', status: 'Active', name: 'B', modules: [] }],
      tokens: [{ account: 'ACC-0001-0001', name: 'C', modules: [] }],
    };
    expect(await readSeed(await seedFile(`\ufeff${JSON.stringify(minimal)}`))).toEqual(minimal);
    const empty = { modules: [], accounts: [], tokens: [] };
    expect(await readSeed(await seedFile(empty))).toEqual(empty);
  });

  it.each([
    [['accounts', 1, 'status'], 'Gone', /^accounts\[1\]\.status must be equal to one of .*Active,Enabled,Disabled$/],
    [['accounts', 0, 'type'], 'client', /^accounts\[0\]\.type must be equal to one of/],
    [['accounts', 0, 'id'], 'ACC-1', /^accounts\[0\]\.id must match pattern/],
    [['accounts', 0, 'nmae'], 'x', /^accounts\[0\] must NOT have additional properties: nmae$/],
    [['accounts', 0, 'name'], undefined, /^accounts\[0\] must have required property 'name'$/],
    [['accounts', 2, 'technicalSupportEmail'], 'x', /^accounts\[2\]\.technicalSupportEmail must match format "email"$/],
    [['accounts', 0, 'modules', 1], 'MOD-1756', /^accounts\[0\]\.modules must NOT have duplicate items/],
    [['modules', 0, 'settings', 'default'], 'yes', /^modules\[0\]\.settings\.default must be boolean$/],
    [['modules', 0, 'settings', 'configurable'], undefined, /^modules\[0\]\.settings must have required property/],
    [['modules', 0, 'code'], 'Access Management', /^modules\[0\]\.code must match pattern/],
    [['tokens', 0, 'name'], 'a_b', /^tokens\[0\]\.name must match pattern/],
    [['tokens', 0, 'name'], '', /^tokens\[0\]\.name must NOT have fewer than 1 characters$/],
    [['tokens', 0, 'name'], 'a'.repeat(201), /^tokens\[0\]\.name must NOT have more than 200 characters$/],
    [['tokens', 0, 'description'], 'a\0', /^tokens\[0\]\.description must match pattern/],
    [['tokens', 0, 'token'], 'idt:x', /^tokens\[0\] must NOT have additional properties: token$/],
    [['tokens'], undefined, /^the whole file must have required property 'tokens'$/],
    [['accounts', 0, 'modules', 0], 'MOD-9999', /^accounts\[0\]\.modules\[0\] is no module of this file$/],
    [['tokens', 2, 'account'], 'ACC-9999-9999', /^tokens\[2\]\.account is no account of this file$/],
    [['tokens', 2, 'modules', 0], 'MOD-9999', /^tokens\[2\]\.modules\[0\] is no module of this file$/],
    [['tokens', 2, 'modules', 0], 'MOD-5128', /^tokens\[2\]\.modules\[0\] is not among the modules of ACC-5263-8840$/],
    [['tokens', 0, 'modules', 0], 'MOD-8021', /^tokens\[0\]\.modules\[0\] is neither default nor configurable$/],
    [
      ['modules', 0, 'accountTypes'],
      ['Client', 'Operations'],
      /^tokens\[2\]\.modules\[0\] is not for accounts of type Vendor$/,
    ],
    [['modules', 1, 'id'], 'MOD-1756', /^modules\[1\]\.id is used before: MOD-1756$/],
    [['modules', 1, 'code'], 'access-management', /^modules\[1\]\.code is used before: access-management$/],
    [['accounts', 3, 'id'], 'ACC-3803-7263', /^accounts\[3\]\.id is used before: ACC-3803-7263$/],
    [['tokens', 1, 'id'], 'TKN-1671-0642', /^tokens\[1\]\.id is used before: TKN-1671-0642$/],
  ])('is refused for %j = %j, with the place and the rule', async (path, value, expected) => {
    const problems = await problemsOf(changed(path, value));
    expect(problems).toContainEqual(expect.stringMatching(expected));
  });

  it('is told of everything that is wrong at once', async () => {
    const seed = sampleSeed();
    Object.assign(seed.accounts[0] ?? {}, { type: 'x' });
    Object.assign(seed.tokens[1] ?? {}, { name: 7 });
    expect(await problemsOf(seed)).toHaveLength(2);
  });

  it.each([
    ['{', /^is not JSON: /],
    ['', /^is not JSON: /],
    ['[]', /^the whole file must be object$/],
    ['null', /^the whole file must be object$/],
  ])('is refused as %j', async (content, expected) => {
    expect(await problemsOf(content)).toContainEqual(expect.stringMatching(expected));
  });

  it('is refused where it is not there', async () => {
    await expect(readSeed('/nonexistent/seed.json')).rejects.toThrow(/nonexistent\/seed\.json.*\n.*ENOENT/);
  });
});
