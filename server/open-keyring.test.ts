import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openKeyring } from './open-keyring.ts';
import { openStore } from './store/index.ts';
import { accountRow, tokenRow } from './testing/rows.ts';
import { SAMPLE, startServer, temporaryFolder } from './testing/server.ts';

const SECRET = Buffer.alloc(32, 7);

async function opened() {
  const file = join(await temporaryFolder(), 'tokens.db');
  const databaseUrl = `sqlite:${file}`;
  const store = await openStore(databaseUrl);
  onTestFinished(() => store.close());
  const warnings: string[] = [];
  const open = (tokenKeys?: { id: string; secret: Buffer }[]) =>
    openKeyring({ databaseUrl, tokenKeys }, store, (message) => warnings.push(message));
  return { keys: `${file}.keys`, store, warnings, open };
}

/** A server that ran, and stopped. */
async function stopped() {
  const folder = await temporaryFolder();
  const file = join(folder, 'tokens.db');
  const options = { databaseUrl: `sqlite:${file}`, credentialsFile: join(folder, 'credentials.json') };
  const { credentials, close } = await startServer(options);
  await close();
  return { file, options, credentials };
}

describe('the keys of a new database', () => {
  it('are made once, whoever comes first', async () => {
    const { keys, warnings, open } = await opened();
    const rings = await Promise.all([open(), open(), open()]);
    expect(new Set(rings.map(({ currentKeyId }) => currentKeyId)).size).toBe(1);
    expect(await readFile(keys, 'utf8')).toMatch(/^k\S+:\S+\n$/);
    expect(warnings).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['the beginning of a key', 'k2026-11-25-abcdef:AAAA'],
  ])('are made anew, with a warning, where a first start that died left %s in the key file', async (_what, text) => {
    const { keys, warnings, open } = await opened();
    await writeFile(keys, text, { mode: 0o600 });
    const { currentKeyId } = await open();
    expect(await readFile(keys, 'utf8')).toMatch(new RegExp(`^${currentKeyId}:`));
    expect(warnings).toEqual([`The key file ${keys} held no whole key, and nothing is under it: it is made anew.`]);
  });

  it('are never made where credentials are under other ones', async () => {
    const { keys, store, open } = await opened();
    const keyring = await open([{ id: 'mine', secret: SECRET }]);
    await store.transaction(async ({ accounts, tokens }) => {
      await accounts.insert(accountRow({ id: 'ACC-7715-2904' }), []);
      await tokens.insert(tokenRow({ id: 'TKN-0000-0001' }, keyring));
    });
    await writeFile(keys, '', { mode: 0o600 });
    await expect(open()).rejects.toThrow(/has credentials, but neither is TOKEN_KEYS set nor .* a whole key in/);
    expect(await readFile(keys, 'utf8')).toBe('');
  });
});

describe('a wrong key under the right id', () => {
  it('in the key file stops the start, which names the key and never shows it', async () => {
    const { file, options } = await stopped();
    const [id = ''] = (await readFile(`${file}.keys`, 'utf8')).split(':');
    const wrong = `${id}:${SECRET.toString('base64')}\n`;
    await writeFile(`${file}.keys`, wrong, { mode: 0o600 });
    await expect(startServer(options)).rejects.toThrow(
      `In the key file ${file}.keys another key goes by the id ${id} than the one that credentials in the database are under: none of them opens.`,
    );
    expect(await startServer(options).catch(String)).not.toContain(SECRET.toString('base64'));
  });

  it('in TOKEN_KEYS, among others that fit', async () => {
    const { file, options } = await stopped();
    const [id = '', base64 = ''] = (await readFile(`${file}.keys`, 'utf8')).trim().split(':');
    const right = { id, secret: Buffer.from(base64, 'base64') };
    const wrong = { id, secret: SECRET };
    const unused = { id: 'unused', secret: randomBytes(32) };
    await expect(startServer({ ...options, tokenKeys: [unused, wrong] })).rejects.toThrow(
      `In TOKEN_KEYS another key goes by the id ${id} than`,
    );
    await startServer({ ...options, tokenKeys: [unused, right] });
  });

  it('is told from credentials that are damaged themselves, which stop nothing', async () => {
    const { file, options, credentials } = await stopped();
    const database = new DatabaseSync(file);
    database.prepare("UPDATE tokens SET sealed = x'00' WHERE id <> ?").run(SAMPLE.client);
    database.close();
    const server = await startServer(options);
    const as = { credential: credentials[SAMPLE.client] ?? '' };
    expect((await server.call('GET', `/public/v1/accounts/api-tokens/${SAMPLE.client}`, { as })).status).toBe(200);
  });

  it('is found by the credentials alone in a database that remembers no key, as before version 1.1.0', async () => {
    const { file, options } = await stopped();
    const forget = () => {
      const database = new DatabaseSync(file);
      database.exec('DELETE FROM keys');
      database.close();
    };
    forget();
    await (await startServer(options)).close();
    forget();
    const [id = ''] = (await readFile(`${file}.keys`, 'utf8')).split(':');
    await expect(startServer({ ...options, tokenKeys: [{ id, secret: SECRET }] })).rejects.toThrow(
      `by the id ${id} than`,
    );
  });

  it('is no wrong one where nothing is under it: an id may be given again', async () => {
    const { open } = await opened();
    const one = await open([{ id: 'same', secret: SECRET }]);
    const other = await open([{ id: 'same', secret: randomBytes(32) }]);
    expect(other.fingerprints).not.toEqual(one.fingerprints);
  });
});
