/**
 * Builds the package into `dist/` and packs it: `npm run pack`. What is built for whom is told in spec/decisions.md.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeArtifacts } from './artifacts.ts';
import { compile } from './compile.ts';
import { bundleKysely } from './kysely.ts';
import { writeManifests } from './manifests.ts';
import { bundleMsw } from './msw.ts';
import { DIST, ROOT, run, STAGE } from './run.ts';
import { splitModules } from './split.ts';
import { writeTools } from './tools.ts';

await rm(DIST, { recursive: true, force: true });
await compile();
await bundleKysely();
await writeArtifacts();
await splitModules();
await bundleMsw();
const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
await writeManifests(manifest);
await writeTools(manifest);
const packed = JSON.parse(await run('npm', ['pack', '--json', '--pack-destination', ROOT, STAGE.client]));
const [{ filename, size, unpackedSize, entryCount }] = Array.isArray(packed) ? packed : Object.values(packed);
const mega = (bytes: number) => `${(bytes / 1_000_000).toFixed(2)} MB`;
console.log(`${filename}: ${entryCount} files, ${mega(size)}, ${mega(unpackedSize)} when it is installed.`);
