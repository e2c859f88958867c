import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { accept, readAcceptances } from './accepted.ts';
import { compare } from './compare.ts';
import type { Contract } from './contract.ts';
import { decide } from './decide.ts';
import { newestRelease, type Release, writeRelease } from './releases.ts';
import { tell } from './tell.ts';
import { unknownKeywords } from './unknown.ts';

export interface ReleaseOutcome {
  /** What stops the contract, a sentence each. */
  problems: string[];
  /** What changed, for people. */
  told: string;
}

export interface Checked extends ReleaseOutcome {
  contract: Contract;
  last: Release | undefined;
  /** The lowest version that the contract may be released as. */
  needed: string | undefined;
}

/** Compares the contract in a folder like this repository's with its last release, and says what stops it. */
export async function checkRelease(root: string): Promise<Checked> {
  const [contract, changelog, own, last] = await Promise.all([
    readFile(join(root, 'generated/openapi.json'), 'utf8').then((text): Contract => JSON.parse(text)),
    readFile(join(root, 'CHANGELOG.md'), 'utf8'),
    readFile(join(root, 'package.json'), 'utf8').then((text): { version: string } => JSON.parse(text)),
    newestRelease(join(root, 'spec/releases')),
  ]);
  const { version } = contract.info;
  const acceptances = await readAcceptances(join(root, 'spec/releases/accepted.yaml'));
  const comparison = last && (await compare(last.contract, contract));
  const { changes, stale } = accept(
    comparison?.changes ?? [],
    acceptances.filter(({ since }) => since === last?.version),
  );
  const question = { released: last?.version, version, packageVersion: own.version, changelog, changes };
  const { problems, needed } = decide(question);
  for (const { at, keyword } of stale) {
    problems.push(
      `spec/releases/accepted.yaml accepts a change of ${keyword ?? 'all'} at ${at}, and it did not change.`,
    );
  }
  problems.push(...unknownKeywords(last?.contract, contract));
  const told = tellAll(last, contract, needed, comparison ? tell({ ...comparison, changes }) : '');
  return { problems, told, contract, last, needed };
}

function tellAll(last: Release | undefined, contract: Contract, needed: string | undefined, changes: string): string {
  if (!last) return 'Nothing is released yet.';
  const { version } = contract.info;
  if (changes === '') return `The contract is that of ${last.version}.`;
  const next = version === needed ? '' : ` The lowest version it may be released as is ${needed}.`;
  return `The contract changed since ${last.version}.${next}\n\n${changes}`;
}

/** Publishes a checked contract, unless something stops it or its version is taken by another one. */
export async function publish(
  root: string,
  { contract, last, needed, problems, told }: Checked,
): Promise<ReleaseOutcome> {
  if (problems.length > 0) return { problems, told };
  const { version } = contract.info;
  if (last?.version === version) {
    if (isDeepStrictEqual(last.contract, contract)) return { problems, told: `${version} is released already.` };
    const raise = needed === version ? 'a higher one' : needed;
    return { problems: [`${version} is released with other content: make info.version ${raise}.`], told };
  }
  await writeRelease(join(root, 'spec/releases'), contract);
  return { problems, told: `${told}\n\nWritten: spec/releases/${version}.json.` };
}
