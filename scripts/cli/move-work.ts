import { keyFile, readConfig } from '../../server/config.ts';
import { openConnections } from '../../server/store/index.ts';
import { moveDatabase } from '../../server/store/move.ts';
import { isPostgresUrl } from '../../server/store/postgres/url.ts';
import { requireDatabase } from './on-database.ts';

/** Moves the database of the environment to the one that TARGET_DATABASE_URL names, and tells what it has moved. @throws Error */
export async function move(json: boolean): Promise<string> {
  const { databaseUrl, tokenKeys } = readConfig(process.env);
  const { TARGET_DATABASE_URL } = process.env;
  if (!TARGET_DATABASE_URL) throw new Error('TARGET_DATABASE_URL is not set: it names the database to move to.');
  const { databaseUrl: targetUrl } = readTarget(TARGET_DATABASE_URL);
  if (isPostgresUrl(databaseUrl) || databaseUrl === 'sqlite::memory:') {
    throw new Error('DATABASE_URL names no database in a file: only one in a file is moved.');
  }
  requireDatabase(databaseUrl);
  const source = await openConnections(databaseUrl);
  try {
    const target = await openConnections(targetUrl);
    try {
      const moved = await moveDatabase(source, target);
      if (json) return JSON.stringify(moved);
      const lines = moved.map(({ table, rows, written }) => `${table}: ${rows} rows, ${written} of them written now`);
      const keys = tokenKeys ? 'the TOKEN_KEYS that are set now' : `what is in ${keyFile(databaseUrl)} as TOKEN_KEYS`;
      return [
        ...lines,
        'Both databases hold the same, by their counts and digests.',
        `Start servers with ${keys}.`,
      ].join('\n');
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

function readTarget(url: string) {
  try {
    const config = readConfig({ DATABASE_URL: url });
    if (isPostgresUrl(config.databaseUrl)) return config;
  } catch (error) {
    throw new Error((error as Error).message.replace('DATABASE_URL', 'TARGET_DATABASE_URL'));
  }
  throw new Error('TARGET_DATABASE_URL must be postgres://<user>:<password>@<host>:<port>/<database>.');
}
