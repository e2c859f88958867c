import { readFileSync } from 'node:fs';

/** Licences that ask for no more than to be named: whatever ships may stand on them. */
const ACCEPTED = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Python-2.0',
  'Unlicense',
  'MIT-0',
]);

/** What was read elsewhere, where the package itself does not say it: name → licence, and where it stands. */
const SAID_ELSEWHERE: Readonly<Record<string, string>> = {
  // Both in the form of before SPDX, and in their LICENSE.
  busboy: 'MIT',
  streamsearch: 'MIT',
};

/** A package of a lockfile, as far as licences go. */
export interface LockedPackage {
  dev?: boolean;
  link?: boolean;
  license?: string;
}

/** Of a lockfile, the packages that ship and whose licence is not accepted, or not known; one line each. */
export function unacceptedLicences(packages: Readonly<Record<string, LockedPackage>>): string[] {
  return Object.entries(packages)
    .filter(([path, { dev, link }]) => path !== '' && !dev && !link)
    .map(([path, { license }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return [name, license ?? SAID_ELSEWHERE[name] ?? 'unknown'] as const;
    })
    .filter(([, licence]) => !isAccepted(licence))
    .map(([name, licence]) => `${name}: ${licence}`);
}

/** Of an SPDX expression: one of `OR` is enough, of `AND` it takes all. */
function isAccepted(expression: string): boolean {
  return expression
    .replaceAll(/[()]/g, '')
    .split(/ OR /)
    .some((choice) => choice.split(/ AND /).every((one) => ACCEPTED.has(one.trim())));
}

if (import.meta.main) {
  const { packages } = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));
  const found = unacceptedLicences(packages);
  for (const line of found) console.error(`Not an accepted licence, or none that is known: ${line}`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
