import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isCredential } from '../core/credential.ts';
import { createServer } from '../index.ts';
import { sampleSeed, seedFile } from '../testing/seeds.ts';
import { SAMPLE, startServer, temporaryFolder } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';

describe('an empty database', () => {
  it('gets the sample, and the credentials of all its tokens go to a file of the owner alone', async () => {
    const credentialsFile = join(await temporaryFolder(), 'inner', 'credentials.json');
    const { credentials, call } = await startServer({ credentialsFile });
    const ids = sampleSeed().tokens.map(({ id }) => id);
    expect(Object.keys(credentials).sort()).toEqual(ids.sort());
    for (const [id, credential] of Object.entries(credentials)) {
      expect(credential.startsWith(`idt:${id}:`)).toBe(true);
      expect(isCredential(credential)).toBe(true);
    }
    expect(new Set(Object.values(credentials)).size).toBe(ids.length);
    if (process.platform !== 'win32') expect((await stat(credentialsFile)).mode & 0o777).toBe(0o600);
    const { body } = await call('GET', `${PATH}/${SAMPLE.deleted}?select=audit`, { as: 'operations' });
    expect(body).toMatchObject({ status: 'Deleted', name: 'Proof of concept', revision: 1 });
  });

  it('gets what a seed file says, ids made where there are none', async () => {
    const seed = sampleSeed();
    seed.tokens = [
      { account: 'ACC-3803-7263', name: 'First', modules: ['MOD-1756'], icon: '' },
      { account: 'ACC-3803-7263', name: 'Second', modules: [] },
    ];
    const { credentials, call } = await startServer({ seedFile: await seedFile(seed) });
    expect(Object.keys(credentials)).toHaveLength(2);
    const [id = '', credential = ''] = Object.entries(credentials)[0] ?? [];
    const { body } = await call('GET', `${PATH}/${id}`, { as: { credential } });
    expect(body).toMatchObject({ name: 'First', icon: '', token: credential });
  });

  it('stays empty with `none`: nobody is let in, and no file is written', async () => {
    const credentialsFile = join(await temporaryFolder(), 'credentials.json');
    const { call } = await startServer({ seedFile: 'none', credentialsFile });
    expect((await call('GET', `${PATH}/x`, { as: 'operations' })).status).toBe(401);
    await expect(stat(credentialsFile)).rejects.toThrow(/ENOENT/);
  });

  it('is not started with a bad seed file, and nothing is written', async () => {
    const credentialsFile = join(await temporaryFolder(), 'credentials.json');
    const bad = await seedFile({ modules: [] });
    const options = { port: 0, databaseUrl: 'sqlite::memory:', seedFile: bad, credentialsFile };
    await expect(createServer(options)).rejects.toThrow(/not valid/);
    await expect(stat(credentialsFile)).rejects.toThrow(/ENOENT/);
  });

  it('stays empty where the credentials cannot be written', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), '');
    const databaseUrl = `sqlite:${join(folder, 'tokens.db')}`;
    const unwritable = { port: 0, databaseUrl, credentialsFile: join(folder, 'file', 'credentials.json') };
    await expect(createServer(unwritable)).rejects.toThrow();
    const { credentials } = await startServer({ databaseUrl, credentialsFile: join(folder, 'credentials.json') });
    expect(Object.keys(credentials)).toHaveLength(sampleSeed().tokens.length);
  });
});

describe('a database that is not empty', () => {
  async function seeded() {
    const folder = await temporaryFolder();
    const options = {
      databaseUrl: `sqlite:${join(folder, 'tokens.db')}`,
      credentialsFile: join(folder, 'credentials.json'),
    };
    const server = await startServer(options);
    await server.close();
    return { folder, options, credentials: server.credentials };
  }

  it('is never seeded, its credentials work on, and the file is not touched', async () => {
    const { options, credentials } = await seeded();
    await writeFile(options.credentialsFile, '{"mine": true}');
    const server = await startServer({ ...options, seedFile: '/nonexistent.json' });
    expect(await readFile(options.credentialsFile, 'utf8')).toBe('{"mine": true}');
    const as = { credential: credentials[SAMPLE.client] ?? 'missing' };
    expect((await server.call('GET', `${PATH}/${SAMPLE.client}`, { as })).status).toBe(200);
    await rm(options.credentialsFile);
    await server.close();
    await startServer(options);
    await expect(stat(options.credentialsFile)).rejects.toThrow(/ENOENT/);
  });

  it('is not seeded again where the seed had modules and nothing else', async () => {
    const folder = await temporaryFolder();
    const modulesOnly = await seedFile({ ...sampleSeed(), accounts: [], tokens: [] });
    const options = {
      databaseUrl: `sqlite:${join(folder, 'tokens.db')}`,
      credentialsFile: join(folder, 'credentials.json'),
      seedFile: modulesOnly,
    };
    await (await startServer(options)).close();
    await expect(startServer(options)).resolves.toBeDefined();
  });

  it('is not started without its key file, nor with other keys, and says what is missing', async () => {
    const { folder, options } = await seeded();
    const keys = await readFile(join(folder, 'tokens.db.keys'), 'utf8');
    const other = [{ id: 'other', secret: Buffer.alloc(32) }];
    await expect(createServer({ ...options, tokenKeys: other })).rejects.toThrow(/TOKEN_KEYS does not have/);
    await rm(join(folder, 'tokens.db.keys'));
    await expect(createServer({ ...options, port: 0 })).rejects.toThrow(/neither is TOKEN_KEYS set/);
    await expect(stat(join(folder, 'tokens.db.keys'))).rejects.toThrow(/ENOENT/);
    await writeFile(join(folder, 'tokens.db.keys'), `other:${Buffer.alloc(32).toString('base64')}`, { mode: 0o600 });
    await expect(createServer({ ...options, port: 0 })).rejects.toThrow(/key file .* does not have/);
    await writeFile(join(folder, 'tokens.db.keys'), keys, { mode: 0o600 });
    await startServer(options);
  });
});
