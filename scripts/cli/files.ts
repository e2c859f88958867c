import { readFile, writeFile } from 'node:fs/promises';
import { UsageError } from './command.ts';

/**
 * The text of a file that an option names. Its name is not repeated: it may be a credential that was given in its place.
 * @throws UsageError
 */
export async function readText(file: string, option: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read the file of ${option}: ${error.code}.`);
  });
}

/**
 * Writes a file that nobody else may read, in place of what is there.
 * @throws Error that names the option.
 */
export async function writeSecret(file: string, content: string, option: string): Promise<void> {
  await writeFile(file, content, { mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`Cannot write the file of ${option}: ${error.code}.`);
  });
}
