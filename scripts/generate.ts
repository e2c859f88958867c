/**
 * Derives everything in `generated/` from `spec/`: `npm run generate` writes it, `npm run check:generated` (the flag
 * `--check`) compares it and exits 1 where a file is stale.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { fieldTable } from './generate/fields.ts';
import { operationTable } from './generate/operations.ts';
import { type OpenApi, sourceHeader } from './generate/source.ts';

const ROOT = new URL('../', import.meta.url);

async function bundle(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  const output = join(folder, 'openapi.json');
  try {
    const redocly = new URL('node_modules/@redocly/cli/bin/cli.js', ROOT).pathname;
    const args = [redocly, 'bundle', 'spec/openapi.yaml', '--config', 'spec/redocly.yaml', '--output', output];
    await promisify(execFile)(process.execPath, args, { cwd: ROOT });
    return await readFile(output, 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function derive(): Promise<Record<string, string>> {
  const json = await bundle();
  const document: OpenApi = JSON.parse(json);
  const types = astToString(await openapiTypescript(json));
  return {
    'openapi.json': `${JSON.stringify(document, null, 2)}\n`,
    'schema.ts': sourceHeader + types,
    'operations.ts': sourceHeader + operationTable(document),
    'fields.ts': sourceHeader + fieldTable(document),
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
