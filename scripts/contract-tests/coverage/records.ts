import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addCounts, type CoverageCounts, emptyCoverage } from './coverage.ts';
import { COVERAGE_FOLDER } from './folder.ts';

/** One file for each test file, and each host where it runs on several. */
const exercisedIn = (folder: string) => join(folder, 'exercised');

/** Forgets the last run. */
export async function removeRecords(folder = COVERAGE_FOLDER): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Keeps what a test file, named by its host and its path, exercised. */
export async function writeRecord(testFile: string, counts: CoverageCounts, folder = COVERAGE_FOLDER): Promise<void> {
  await mkdir(exercisedIn(folder), { recursive: true });
  await writeFile(join(exercisedIn(folder), `${testFile.replaceAll(/[/\\]/g, '-')}.json`), JSON.stringify(counts));
}

/** The sum of what was recorded, and of how many test files; of none where there is no folder. */
export async function readRecords(folder = COVERAGE_FOLDER): Promise<{ files: number; counts: CoverageCounts }> {
  const names = await readdir(exercisedIn(folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const counts = emptyCoverage();
  for (const name of names) addCounts(counts, JSON.parse(await readFile(join(exercisedIn(folder), name), 'utf8')));
  return { files: names.length, counts };
}
