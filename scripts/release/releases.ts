import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import semver from 'semver';
import type { Contract } from './contract.ts';

/** A contract that was published, `spec/releases/<version>.json`. */
export interface Release {
  version: string;
  contract: Contract;
}

/** The release with the highest version; undefined before the first. Throws where a file's name and `info.version` differ. */
export async function newestRelease(folder: string): Promise<Release | undefined> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const versions = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
  const wrong = versions.find((version) => !semver.valid(version));
  if (wrong !== undefined) throw new Error(`spec/releases/${wrong}.json is not named by a version.`);
  const version = semver.sort(versions).at(-1);
  if (version === undefined) return undefined;
  const contract: Contract = JSON.parse(await readFile(join(folder, `${version}.json`), 'utf8'));
  if (contract.info.version !== version) {
    throw new Error(`spec/releases/${version}.json has info.version ${contract.info.version}.`);
  }
  return { version, contract };
}

/** Publishes a contract under its version. Throws where that is taken: what was published is never changed. */
export async function writeRelease(folder: string, contract: Contract): Promise<void> {
  const file = join(folder, `${contract.info.version}.json`);
  await writeFile(file, `${JSON.stringify(contract, null, 2)}\n`, { flag: 'wx' });
}
