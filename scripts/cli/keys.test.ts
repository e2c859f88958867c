import { readFile, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { SAMPLE, startServer } from '../../server/testing/server.ts';
import { keysPlace, runToEnd } from './testing.ts';

describe('npm run keys', () => {
  test('rotates what opens, names what does not, and fails then', async () => {
    const { file, options, ids, keys } = await keysPlace();
    await (await startServer(options)).close();
    const database = new DatabaseSync(file);
    database.prepare("UPDATE tokens SET sealed = x'00' WHERE id = ?").run(SAMPLE.client);
    database.close();
    await keys('add');
    const [old = '', added = ''] = await ids();
    await keys('use', added);
    const { code, problems } = await keys('rotate');
    expect([code, problems]).toEqual([
      1,
      expect.stringContaining(`1 are damaged and stay as they are: ${SAMPLE.client}.`),
    ]);
    expect((await keys('list')).out).toBe(
      `${added}  encrypts  credentials are under it\n${old}  accepted  credentials are under it\n`,
    );
  });

  test('does not rotate with a wrong key under the right id, and never shows it', async () => {
    const { file, options, ids, keys } = await keysPlace();
    await (await startServer(options)).close();
    const [id = ''] = await ids();
    const wrong = Buffer.alloc(32, 7).toString('base64');
    await writeFile(`${file}.keys`, `new:${Buffer.alloc(32).toString('base64')}\n${id}:${wrong}\n`);
    for (const command of ['rotate', 'list', 'add']) {
      const { code, out, problems } = await keys(command);
      expect([code, out]).toEqual([1, '']);
      expect(problems).toContain(`another key goes by the id ${id} than`);
      expect(problems).not.toContain(wrong);
    }
  });

  test('refuses to take out the key that encrypts, and names the keys that there are', async () => {
    const { file, options, ids, keys } = await keysPlace();
    await (await startServer(options)).close();
    const [id = ''] = await ids();
    expect(await keys('drop', id)).toMatchObject({
      code: 1,
      problems: expect.stringContaining('the key that encrypts'),
    });
    for (const command of ['use', 'drop']) {
      expect(await keys(command, 'other')).toMatchObject({
        code: 1,
        problems: `There is no key other; there are ${id}.\n`,
      });
    }
    expect(await readFile(`${file}.keys`, 'utf8')).toMatch(new RegExp(`^${id}:`));
  });

  test('leaves TOKEN_KEYS to who set it', async () => {
    const { options } = await keysPlace();
    const secret = Buffer.alloc(32);
    await (await startServer({ ...options, tokenKeys: [{ id: 'mine', secret }] })).close();
    const TOKEN_KEYS = `mine:${secret.toString('base64')}`;
    const { code, problems } = await runToEnd('keys', ['add'], { DATABASE_URL: options.databaseUrl, TOKEN_KEYS });
    expect([code, problems]).toEqual([1, expect.stringContaining('TOKEN_KEYS is set: change it yourself.')]);
  });
});
