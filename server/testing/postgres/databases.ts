import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { generateKey } from '../../secrets/keyring.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the database `postgres` of a server for all tests, where there is one. */
    postgres?: string;
  }
}

type CleanUp = (work: () => Promise<void>) => void;

/** The database that others are made of: it has all tables, and no rows. */
export const TEMPLATE = 'template_tokens';

const TABLES = [
  'tokens',
  'token_modules',
  'modules',
  'accounts',
  'account_modules',
  'keys',
  'keyed_creations',
  'audit_trail',
  'rate_counts',
];
const COUNTED = ['tokens_by_account', 'tokens_by_type'];

/** Databases of this process that are empty again. */
const free: string[] = [];

/** Whether the tests run on PostgreSQL. */
export function isOnPostgres(): boolean {
  return inject('postgres') !== undefined;
}

/** Keys for a server on PostgreSQL, which finds none beside its database. */
export const testKeys = () => [generateKey()];

/** An empty database with all tables, for a test; the URL is of who may do everything. */
export async function emptyDatabase(cleanUp: CleanUp = onTestFinished): Promise<string> {
  const url = free.pop() ?? (await newDatabase(TEMPLATE));
  cleanUp(async () => {
    // Nobody else may empty the audit trail.
    await query(url, `set session_replication_role = replica; truncate ${[...TABLES, ...COUNTED].join(', ')}`);
    free.push(url);
  });
  return url;
}

/** The same for a test that is of something else than time: where a machine is slow, a server is not gone. */
export async function patientDatabase(cleanUp?: CleanUp): Promise<string> {
  return `${await emptyDatabase(cleanUp)}?connect_timeout=60`;
}

/** A database without any table. */
export async function bareDatabase(cleanUp: CleanUp = onTestFinished): Promise<string> {
  const url = await newDatabase('template0');
  cleanUp(() => dropDatabase(url));
  return url;
}

export async function newDatabase(template: string, server = inject('postgres') ?? ''): Promise<string> {
  const url = new URL(server);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await query(server, `create database ${name} template ${template}`);
  url.pathname = `/${name}`;
  return url.href;
}

async function dropDatabase(url: string): Promise<void> {
  await query(inject('postgres') ?? '', `drop database ${new URL(url).pathname.slice(1)} with (force)`);
}

/** Asks past the store. */
// biome-ignore lint/suspicious/noExplicitAny: a test asserts what it reads, the type would only repeat it.
export async function query(url: string, text: string, values: unknown[] = []): Promise<any[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}
