import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addCounts, type CoverageCounts, emptyCoverage } from './coverage.ts';

/** Where `npm test` leaves what it exercised, one file for each test file of each project; emptied when it starts. */
export const RECORDS = new URL('../../../node_modules/.coverage/exercised/', import.meta.url).pathname;

/** Forgets the last run. */
export async function removeRecords(folder = RECORDS): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Keeps what a test file, named by its host and its path, exercised. */
export async function writeRecord(testFile: string, counts: CoverageCounts, folder = RECORDS): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${testFile.replaceAll(/[/\\]/g, '-')}.json`), JSON.stringify(counts));
}

/** The sum of what was recorded, and of how many test files; of none where there is no folder. */
export async function readRecords(folder = RECORDS): Promise<{ files: number; counts: CoverageCounts }> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const counts = emptyCoverage();
  for (const name of names) addCounts(counts, JSON.parse(await readFile(join(folder, name), 'utf8')));
  return { files: names.length, counts };
}
