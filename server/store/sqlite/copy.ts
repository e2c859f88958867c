import { existsSync } from 'node:fs';
import { chmod, copyFile, rename, rm } from 'node:fs/promises';
import { backup, DatabaseSync } from 'node:sqlite';

const COUNTED = ['tokens', 'accounts', 'modules', 'audit_trail'] as const;
const OWNER_ALONE = 0o600;
/** In one step: between two of them others write, and SQLite would begin anew, again and again. */
const ALL_PAGES = 2 ** 31 - 1;

/** Rows of each table that is counted, where there is such a table. */
export type Counts = Partial<Record<(typeof COUNTED)[number], number>>;

/**
 * Copies a database as it is at one moment, while others read and write it, and looks whether the copy is whole.
 * @param target Where nothing is yet. It is there when it is whole, for its owner alone, and not before.
 * @throws Error that names the file.
 */
export async function copyDatabase(source: string, target: string): Promise<Counts> {
  if (!existsSync(source)) throw new Error(`There is no database ${source}.`);
  return withPart(target, async (part) => {
    const database = new DatabaseSync(source, { readOnly: true });
    try {
      await backup(database, part, { rate: ALL_PAGES });
    } finally {
      database.close();
    }
  });
}

/** Puts a copy of a database where nothing is yet, and looks whether it is whole. @throws Error that names the file. */
export async function putDatabase(copy: string, target: string): Promise<Counts> {
  if (!existsSync(copy)) throw new Error(`There is no copy ${copy}.`);
  return withPart(target, (part) => copyFile(copy, part));
}

async function withPart(target: string, write: (part: string) => Promise<void>): Promise<Counts> {
  for (const file of [target, `${target}-wal`, `${target}-shm`]) {
    if (existsSync(file)) throw new Error(`${file} is there already, and nothing is written over it.`);
  }
  const part = `${target}.part`;
  try {
    await rm(part, { force: true });
    await write(part);
    await chmod(part, OWNER_ALONE);
    const counts = countWhole(part, target);
    await rename(part, target);
    return counts;
  } finally {
    for (const rest of [part, `${part}-wal`, `${part}-shm`, `${part}-journal`]) await rm(rest, { force: true });
  }
}

function countWhole(file: string, name: string): Counts {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    // A copy of one that writes a log would ask for such a log beside it.
    database.exec('pragma journal_mode = delete');
    const found = database
      .prepare('pragma integrity_check')
      .all()
      .map((row) => String(Object.values(row)[0]));
    if (found.join() !== 'ok') throw new Error(found.slice(0, 3).join('; '));
    const there = new Set(
      database
        .prepare("select name from sqlite_master where type = 'table'")
        .all()
        .map(({ name }) => name),
    );
    if (!there.has('tokens')) throw new Error('there are no tokens in it');
    const open = database;
    return Object.fromEntries(
      COUNTED.filter((table) => there.has(table)).map((table) => {
        return [table, Number(open.prepare(`select count(*) as n from ${table}`).get()?.n)];
      }),
    );
  } catch (error) {
    throw new Error(`The copy for ${name} is not whole: ${(error as Error).message}.`, { cause: error });
  } finally {
    database?.close();
  }
}
