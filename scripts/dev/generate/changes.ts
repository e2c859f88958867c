import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import semver from 'semver';
import { accept, readAcceptances } from '../../release/accepted.ts';
import { changesOf } from '../../release/changes.ts';
import { compare } from '../../release/compare.ts';
import type { Contract } from '../../release/contract.ts';
import { impactOf } from '../../release/report.ts';

/** What changed from each release to the next one, by the judgement that lets them be released. */
export async function changesOfReleases(folder: URL): Promise<string> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const versions = semver.sort(files.map((name) => name.slice(0, -'.json'.length)));
  const read = async (version: string): Promise<Contract> =>
    JSON.parse(await readFile(new URL(`${version}.json`, folder), 'utf8'));
  const acceptances = await readAcceptances(fileURLToPath(new URL('accepted.yaml', folder)));
  const releases = [];
  for (const [index, to] of versions.entries()) {
    const from = versions[index - 1];
    if (from === undefined) continue;
    const comparison = await compare(await read(from), await read(to));
    const { changes } = accept(
      comparison.changes,
      acceptances.filter(({ since }) => since === from),
    );
    releases.push({ from, to, impact: impactOf(changes), changes: changesOf({ ...comparison, changes }) });
  }
  return `${JSON.stringify({ releases }, null, 1)}\n`;
}
