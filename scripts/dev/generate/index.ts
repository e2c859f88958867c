/**
 * Derives everything in `generated/` from `spec/`: `npm run generate` writes it, `npm run check:generated` (the flag
 * `--check`) compares it and exits 1 where a file is stale.
 */
import { glob, readFile, writeFile } from 'node:fs/promises';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { bundle } from '../../redocly.ts';
import { withoutRuleIds } from '../../release/contract.ts';
import { fieldTable } from './fields.ts';
import { operationTable } from './operations.ts';
import { rqlParser } from './rql.ts';
import { ruleTable, type TestFiles } from './rules.ts';
import { type OpenApi, sourceHeader } from './source.ts';

const ROOT = new URL('../../../', import.meta.url);

async function testFiles(): Promise<TestFiles> {
  const files: TestFiles = {};
  for await (const file of glob('{client,mock,scripts,server}/**/*.test.ts', { cwd: ROOT.pathname })) {
    files[file] = await readFile(new URL(file, ROOT), 'utf8');
  }
  return files;
}

async function derive(): Promise<{ files: Record<string, string>; problems: string[] }> {
  const source: OpenApi = JSON.parse(await bundle());
  const { table: rules, problems } = ruleTable(source, await testFiles());
  const document = withoutRuleIds(source);
  const types = astToString(await openapiTypescript(JSON.stringify(document)));
  const files = {
    'openapi.json': `${JSON.stringify(document, null, 2)}\n`,
    'schema.ts': sourceHeader + types,
    'operations.ts': sourceHeader + operationTable(document),
    'fields.ts': sourceHeader + fieldTable(document),
    ...rqlParser(await readFile(new URL('spec/rql.peggy', ROOT), 'utf8')),
    'rules.md': rules,
  };
  return { files, problems };
}

const check = process.argv.includes('--check');
const stale: string[] = [];
const { files, problems } = await derive();
for (const [name, content] of Object.entries(files)) {
  const file = new URL(`generated/${name}`, ROOT);
  const current = await readFile(file, 'utf8').catch(() => undefined);
  if (current === content) continue;
  stale.push(`generated/${name}`);
  if (!check) await writeFile(file, content);
}

if (stale.length === 0) console.log('generated/ is up to date.');
else if (!check) console.log(`Written: ${stale.join(', ')}.`);
else {
  console.error(`Stale: ${stale.join(', ')}. Run \`npm run generate\` and commit the result.`);
  process.exitCode = 1;
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
}
