import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { inTemporaryFolder, runRedocly } from '../redocly.ts';
import { type Contract, withoutInheritance, withoutRuleIds } from './contract.ts';
import { withoutCommon } from './references.ts';
import type { DiffReport, ReportedChange } from './report.ts';
import { loosen } from './rules.ts';

/** What changed from one contract to another, rated by `redocly diff` and our rules; `info.version` is no change. */
export async function compare(base: Contract, revision: Contract): Promise<ReportedChange[]> {
  const sides = withoutCommon(comparable(base), comparable(revision));
  if (isDeepStrictEqual(...sides)) return [];
  const report = await inTemporaryFolder((folder) => diff(folder, ...sides));
  return loosen(report).changes.filter(({ path, property }) => !(path === '#/info' && property === 'version'));
}

const comparable = (contract: Contract) => withoutInheritance(withoutRuleIds(contract));

async function diff(folder: string, base: Contract, revision: Contract): Promise<DiffReport> {
  const file = (name: string) => join(folder, `${name}.json`);
  await writeFile(file('base'), JSON.stringify(base));
  await writeFile(file('revision'), JSON.stringify(revision));
  const options = ['--config', 'spec/redocly.diff.yaml', '--format', 'json', '--output', file('report')];
  // It must not decide here: our looser rules come after it.
  await runRedocly(['diff', file('base'), file('revision'), ...options, '--fail-on', 'none']);
  return JSON.parse(await readFile(file('report'), 'utf8'));
}
