/**
 * Derives everything in `generated/` from `spec/`: `npm run generate` writes it, `npm run check:generated` (the flag
 * `--check`) compares it and exits 1 where a file is stale.
 */
import { readFile, writeFile } from 'node:fs/promises';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { bundle } from '../../redocly.ts';
import { withoutRuleIds } from '../../release/contract.ts';
import { changesOfReleases } from './changes.ts';
import { expectationTable } from './expectations.ts';
import { fieldTable } from './fields.ts';
import { asOpenApi30 } from './open-api-30.ts';
import { operationTable } from './operations.ts';
import { problemCodes } from './problem-codes.ts';
import { rqlParser } from './rql.ts';
import { rulesOf, rulesPage } from './rules.ts';
import { type OpenApi, sourceHeader } from './source.ts';
import { validators } from './validators.ts';

const ROOT = new URL('../../../', import.meta.url);

async function derive(): Promise<Record<string, string>> {
  const source: OpenApi = JSON.parse(await bundle());
  const rules = rulesOf(source);
  const document = withoutRuleIds(source);
  const types = astToString(await openapiTypescript(JSON.stringify(document)));
  return {
    'openapi.json': `${JSON.stringify(document, null, 2)}\n`,
    'schema.ts': sourceHeader + types,
    'operations.ts': sourceHeader + operationTable(document),
    'fields.ts': sourceHeader + fieldTable(document),
    'expectations.ts': sourceHeader + expectationTable(document, ['ApiTokenCreate', 'ApiTokenUpdate']),
    'problem-codes.ts': sourceHeader + problemCodes(document),
    ...rqlParser(await readFile(new URL('spec/rql.peggy', ROOT), 'utf8')),
    ...validators(document),
    'rules.json': `${JSON.stringify(rules, null, 2)}\n`,
    'rules.md': rulesPage(rules),
    'openapi-3.0.json': `${JSON.stringify(asOpenApi30(document), null, 2)}\n`,
    'changes.json': await changesOfReleases(new URL('spec/releases/', ROOT)),
  };
}

const check = process.argv.includes('--check');
const stale: string[] = [];
for (const [name, content] of Object.entries(await derive())) {
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
