import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Config, keyFile, readConfig } from '../../server/config.ts';
import { openKeyring } from '../../server/open-keyring.ts';
import { type Counts, copyDatabase, putDatabase } from '../../server/store/sqlite/copy.ts';
import { sqliteFile } from '../../server/store/sqlite/url.ts';
import { onDatabase } from './on-database.ts';

/** Copies the database of the environment. @throws Error */
export async function backUp(target: string): Promise<string> {
  const config = readConfig(process.env);
  const source = fileOf(config);
  const counts = await copyDatabase(source, resolve(target));
  return `${source} is copied to ${resolve(target)}: ${told(counts)}. Not in it: ${keysOf(config)}, without which no credential opens.`;
}

/** Puts a copy where the environment says that the database is. @throws Error; nothing is there then. */
export async function restore(copy: string): Promise<string> {
  const config = readConfig(process.env);
  const target = fileOf(config);
  const keys = keyFile(config.databaseUrl);
  if (!config.tokenKeys && (keys === undefined || !existsSync(keys))) {
    throw new Error(`There is no ${keysOf(config)}: put the keys of the copy there first.`);
  }
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const counts = await putDatabase(resolve(copy), target);
  try {
    await onDatabase((store) => openKeyring(config, store));
  } catch (error) {
    for (const file of [target, `${target}-wal`, `${target}-shm`]) await rm(file, { force: true });
    throw error;
  }
  return `${target} is restored from ${resolve(copy)}: ${told(counts)}. Its credentials open with ${keysOf(config)}.`;
}

function fileOf({ databaseUrl }: Config): string {
  const file = sqliteFile(databaseUrl);
  if (file === undefined) throw new Error('DATABASE_URL names no file: only the embedded database is copied so.');
  return resolve(file);
}

function keysOf({ tokenKeys, databaseUrl }: Config): string {
  return tokenKeys ? 'TOKEN_KEYS' : `the key file ${keyFile(databaseUrl)}`;
}

function told(counts: Counts): string {
  return Object.entries(counts)
    .map(([table, count]) => `${count} ${table.replace('audit_trail', 'lines of the audit trail')}`)
    .join(', ');
}
