import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sourceHeader } from '../generate/source.ts';
import { ROOT, run, STAGE } from './run.ts';

/** What is read when it runs, as it lies here. */
const DATA = [
  'generated/openapi.json',
  'generated/rql.d.ts',
  'generated/rql.js',
  'generated/rules.json',
  'generated/validators.d.ts',
  'generated/validators.js',
  'mock/console/page',
  'server/docs/page',
  'server/seed/sample.json',
  'server/seed/seed.schema.json',
  'spec/redocly.diff.yaml',
  'spec/workflows',
];

/** What names a file of the repository that lies elsewhere when it is built. */
const RENAMED = /(\.\.\/openapi\.yaml|\.\.\/scripts\/release\/rules\.ts)/g;
const PLACES: Readonly<Record<string, string>> = {
  '../openapi.yaml': '../../generated/openapi.json',
  '../scripts/release/rules.ts': '../scripts/release/rules.js',
};

/** Compiles each module to one of JavaScript, with its map; and, where comments are kept, to its types. */
export async function compile(): Promise<void> {
  const tsc = ['node_modules/typescript-native/bin/tsc', '-p', '.config/tsconfig.build.json'];
  await run(process.execPath, tsc);
  const types = ['--declaration', '--emitDeclarationOnly', '--removeComments', 'false', '--sourceMap', 'false'];
  await run(process.execPath, [...tsc, ...types, '--inlineSources', 'false']);
  const filter = (file: string) => !file.endsWith('.test.ts');
  await Promise.all(DATA.map((path) => cp(join(ROOT, path), join(STAGE.all, path), { recursive: true, filter })));
  await forgetSources();
  await renameImports();
  const workflows = await readdir(join(ROOT, 'spec/workflows'));
  for (const path of ['spec/redocly.diff.yaml', ...workflows.map((name) => `spec/workflows/${name}`)]) {
    const text = await readFile(join(STAGE.all, path), 'utf8');
    await writeFile(
      join(STAGE.all, path),
      text.replaceAll(RENAMED, (place) => PLACES[place] ?? place),
    );
  }
}

/** How a file is derived is told to who has the repository. */
async function forgetSources(): Promise<void> {
  for (const path of DATA.filter((one) => one.endsWith('.d.ts'))) {
    const text = await readFile(join(STAGE.all, path), 'utf8');
    await writeFile(join(STAGE.all, path), text.replace(sourceHeader, ''));
  }
}

/** The compiler leaves the endings of types as they are, and those of some dynamic imports. */
async function renameImports(): Promise<void> {
  for (const entry of await readdir(STAGE.all, { recursive: true, withFileTypes: true })) {
    if (!/\.(js|d\.ts)$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const text = await readFile(file, 'utf8');
    const renamed = text.replaceAll(/(\bfrom |\bimport\()(["'])(\.[^"']*)\.ts\2/g, '$1$2$3.js$2');
    if (renamed !== text) await writeFile(file, renamed);
  }
}
