import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { inTemporaryFolder, runRedocly } from '../redocly.ts';
import { type Contract, withoutRuleIds } from './contract.ts';
import { withoutInheritance } from './inheritance.ts';
import { normalized } from './normal.ts';
import { rate } from './rate.ts';
import { withoutCommon } from './references.ts';
import { namesThatWent, withoutRenames } from './renames.ts';
import type { DiffReport, ReportedChange } from './report.ts';

export interface Comparison {
  changes: ReportedChange[];
  /** The contracts as they were compared, into which the pointers of the changes lead. */
  base: Contract;
  revision: Contract;
}

/**
 * What changed from one contract to another, rated by `redocly diff` and our rules; `info.version` is no change.
 * @param run Runs `redocly` with arguments, and rejects where that fails.
 */
export async function compare(base: Contract, revision: Contract, run = runRedocly): Promise<Comparison> {
  const before = withoutRuleIds(base);
  const after = withoutRuleIds(revision);
  const spellings = new Map<string, string>();
  const normal = normalized(before, spellings);
  const renamed = withoutRenames(normal, normalized(after, spellings));
  const whole = withoutInheritance(normal, renamed.revision);
  const sides = withoutCommon(...whole);
  const report = isDeepStrictEqual(...sides)
    ? { changes: [] }
    : await inTemporaryFolder((folder) => diff(folder, ...sides, run));
  const changes = rate(report).filter(({ path, property }) => !(path === '#/info' && property === 'version'));
  const names = [...renamed.changes, ...namesThatWent(before, after)];
  return { changes: [...changes, ...names], base: whole[0], revision: whole[1] };
}

async function diff(folder: string, base: Contract, revision: Contract, run: typeof runRedocly): Promise<DiffReport> {
  const file = (name: string) => join(folder, `${name}.json`);
  await writeFile(file('base'), JSON.stringify(base));
  await writeFile(file('revision'), JSON.stringify(revision));
  const options = ['--config', 'spec/redocly.diff.yaml', '--format', 'json', '--output', file('report')];
  // It must not decide here: our looser rules come after it.
  await run(['diff', file('base'), file('revision'), ...options, '--fail-on', 'none']);
  return JSON.parse(await readFile(file('report'), 'utf8'));
}
