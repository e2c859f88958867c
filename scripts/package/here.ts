import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Whether this is the built package, and not the repository. */
export const IS_PACKAGE = import.meta.url.endsWith('.js');

/** The folder that holds `generated/` and the rest: that of the repository, or `dist/` of the package. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The folder of `package.json`. */
export const PACKAGE = IS_PACKAGE ? fileURLToPath(new URL('../../..', import.meta.url)) : ROOT;

/** Of the package, which is that of the contract. */
export function version(): string {
  return JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')).version;
}
