import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Whether this is the built package, and not the repository. */
export const IS_PACKAGE = import.meta.url.endsWith('.js');

/** The folder of the repository, or of the package, which is laid out alike. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Of the package, which is that of the contract. */
export function version(): string {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version;
}
