import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ROOT, run } from '../run.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The tarball. */
    tarball: string;
    /** Where the tools are fetched to, once for all tests; there is a space in it. */
    cache: string;
  }
}

/** Builds the tarball. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await run(process.execPath, ['scripts/dev/pack/index.ts']);
  const cache = await mkdtemp(join(tmpdir(), 'the cache '));
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  project.provide('tarball', join(ROOT, `marketplace-api-tokens-${version}.tgz`));
  project.provide('cache', cache);
  return () => rm(cache, { recursive: true, force: true });
}
