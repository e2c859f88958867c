import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { inTemporaryFolder, runRedocly } from '../../redocly.ts';
import { importDocument } from '../codegen/languages/postman.ts';
import { collectionOf } from './postman.ts';
import { ROOT, STAGE } from './run.ts';

const CONTRACT = 'generated/openapi.json';

/**
 * The forms of the contract that are built and not kept: each is large, or follows from files that are kept. Without
 * white space, because nobody reads them.
 */
export async function writeArtifacts(): Promise<void> {
  const contract = await readFile(join(ROOT, CONTRACT), 'utf8');
  await inTemporaryFolder(async (folder) => {
    const [deref, yaml] = [join(folder, 'deref.json'), join(folder, 'openapi.yaml')];
    await runRedocly(['bundle', CONTRACT, '--dereferenced', '--output', deref]);
    await runRedocly(['bundle', CONTRACT, '--output', yaml]);
    await write('artifacts/openapi.deref.json', withoutShared(await readFile(deref, 'utf8')));
    await write('artifacts/openapi.yaml', await readFile(yaml, 'utf8'));
  });
  // For a program of its own, which gets it from `spec`: nobody imports it.
  const collection = JSON.stringify(collectionOf(await importDocument(contract)));
  await write('artifacts/postman.json.br', brotliCompressSync(collection));
  for (const name of ['openapi.json', 'openapi-3.0.json', 'changes.json', 'rules.json']) {
    await write(`generated/${name}`, compact(await readFile(join(ROOT, 'generated', name), 'utf8')));
  }
  await cp(join(ROOT, 'spec/rql.peggy'), join(STAGE.all, 'spec/rql.peggy'));
  await cp(join(ROOT, 'spec/secrets'), join(STAGE.all, 'spec/secrets'), { recursive: true });
  await writeReleases();
}

/** Each release, and its types, so that a consumer can compile against two. */
async function writeReleases(): Promise<void> {
  const releases = (await readdir(join(ROOT, 'spec/releases'))).filter((name) => name.endsWith('.json'));
  for (const name of releases) {
    const text = await readFile(join(ROOT, 'spec/releases', name), 'utf8');
    const version = name.slice(0, -'.json'.length);
    await write(`spec/releases/${name}`, compact(text));
    await write(`types/${version}.d.ts`, astToString(await openapiTypescript(text)));
    await write(`types/${version}.js`, 'export {};\n');
  }
}

/** What is shared is written out wherever it is used; each schema has its name as its title. */
function withoutShared(json: string): string {
  const document = JSON.parse(json, (name, value) => (name === 'code' && isCode(value) ? withoutTable(value) : value));
  const { securitySchemes } = document.components;
  return JSON.stringify({ ...document, components: { securitySchemes } });
}

interface Code {
  description: string;
  'x-extensible-enum': string[];
}

function isCode(value: unknown): value is Code {
  return typeof value === 'object' && value !== null && 'x-extensible-enum' in value;
}

/** Every problem of every operation would have the table of codes: a third of the file. */
function withoutTable(code: Code): Code {
  const [said = ''] = code.description.split('\n\n');
  return { ...code, description: said };
}

function compact(json: string): string {
  return `${JSON.stringify(JSON.parse(json))}\n`;
}

async function write(path: string, text: string | Uint8Array): Promise<void> {
  const file = join(STAGE.all, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
