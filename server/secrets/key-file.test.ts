import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/server.ts';
import { parseKeys, readKeyFile, writeKeyFile } from './key-file.ts';
import { generateKey } from './keyring.ts';

const base64 = Buffer.alloc(32, 7).toString('base64');

describe('a list of keys', () => {
  it('is read with commas or line breaks, in base64 of either alphabet', () => {
    const secret = Buffer.alloc(32, 0xfb);
    const text = `a:${secret.toString('base64')},\n b:${secret.toString('base64url')}\n`;
    expect(parseKeys(text)).toEqual([
      { id: 'a', secret },
      { id: 'b', secret },
    ]);
  });

  it.each([
    '',
    ',',
    'a',
    'a:',
    `:${base64}`,
    `a:${base64}x`,
    'a:c2hvcnQ=',
    `a:${base64},a:${base64}`,
    'a:*',
    `a;${base64}`,
  ])('is refused as %j', (text) => {
    expect(() => parseKeys(text)).toThrow(TypeError);
  });

  it('is never repeated in what is wrong with it', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9+/]{12,60}$/);
    const separator = fc.constantFrom(':', ' : ', '=', ',', '\n', '::', ' ', ': ');
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1, maxLength: 3 }), separator, (secrets, between) => {
        try {
          parseKeys(secrets.join(between));
        } catch (error) {
          for (const text of secrets) expect(String(error)).not.toContain(text);
        }
      }),
    );
  });
});

describe.skipIf(process.platform === 'win32')('a key file', () => {
  it('is written for its owner only, in a folder of the owner alone, and keeps the order of its keys', async () => {
    const file = join(await temporaryFolder(), 'inner', 'tokens.db.keys');
    const keys = [generateKey(), generateKey()];
    await writeKeyFile(file, keys);
    expect(await readKeyFile(file)).toEqual(keys);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(file, '..'))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(file, '..'))).toEqual(['tokens.db.keys']);
  });

  it.each([0o644, 0o640, 0o604, 0o660, 0o602])('is refused where others have a right to it: %o', async (mode) => {
    const file = join(await temporaryFolder(), 'keys');
    await writeKeyFile(file, [generateKey()]);
    await chmod(file, mode);
    await expect(readKeyFile(file)).rejects.toThrow(/chmod 600/);
  });

  it.each([
    '\n',
    'nonsense-secret',
    `a:${base64}\nb`,
    'k:YWJj',
    'k1:YWJj',
    `${generateKey().id}:YWJj\n`,
    `a:${base64.slice(1)}`,
  ])('is refused where it is malformed, without repeating it: %j', async (text) => {
    const file = join(await temporaryFolder(), 'keys');
    await writeFile(file, text, { mode: 0o600 });
    const error = await readKeyFile(file).catch(String);
    expect(error).toMatch(/malformed/);
    expect(error).not.toMatch(/nonsense|BwcH|YWJj/);
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('counts as none where there is none, or only the beginning of one with one key', async () => {
    const file = join(await temporaryFolder(), 'keys');
    expect(await readKeyFile(file)).toBeUndefined();
    const key = generateKey();
    await writeKeyFile(file, [key]);
    const whole = await readFile(file, 'utf8');
    // Without the line break, or without what fills up the base64 as well, the key is whole.
    for (let length = 0; length < whole.length - 2; length++) {
      for (const text of [whole.slice(0, length), whole.slice(0, length) + '\0'.repeat(whole.length - length)]) {
        await writeFile(file, text);
        expect(await readKeyFile(file), JSON.stringify(text)).toBeUndefined();
      }
    }
    await writeFile(file, whole.slice(0, -1));
    expect(await readKeyFile(file)).toEqual([key]);
  });
});
