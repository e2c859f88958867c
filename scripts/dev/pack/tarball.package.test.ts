import { readFile } from 'node:fs/promises';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { describe, expect, inject, test } from 'vitest';
import { EXPORTS } from './manifests.ts';
import { run, STAGE } from './run.ts';
import { project } from './testing/project.ts';

const MEGABYTE = 1_000_000;

describe('the tarball', () => {
  test('has these files and no others', async () => {
    const [{ files }] = Object.values(JSON.parse(await run('npm', ['pack', '--dry-run', '--json', STAGE.client]))) as [
      { files: { path: string }[] },
    ];
    await expect(
      `${files
        .map(({ path }) => path)
        .sort()
        .join('\n')}\n`,
    ).toMatchFileSnapshot('testing/files.txt');
  });

  test('has nothing that publint finds', async () => {
    expect((await publint({ pkgDir: STAGE.client, strict: true })).messages).toEqual([]);
    expect((await publint({ pkgDir: STAGE.tools, strict: true })).messages).toEqual([]);
  });

  test('has types that every resolution of modules finds', async () => {
    const data = createPackageFromTarballData(new Uint8Array(await readFile(inject('tarball'))));
    // TypeScript reads JSON by itself; a pattern is no entry.
    const entrypoints = Object.keys(EXPORTS).filter((name) => !/\.(json|yaml|toml)$|\*/.test(name));
    const analysis = await checkPackage(data, { entrypoints });
    if (!analysis.types) throw new Error('There are no types.');
    // It is for `import` alone; from CommonJS by `import()`, which is bundler's or Node's way.
    const found = analysis.problems.filter(
      (problem) => !('resolutionKind' in problem) || !['node10', 'node16-cjs'].includes(problem.resolutionKind),
    );
    expect(found).toEqual([]);
  });

  test('names no script of this repository to who reads it, no registry, and no folder of who built it', async () => {
    const { folder } = await project();
    const found = await run('grep', [
      '-rlE',
      'npm (run|start|ci)|registry\\.|file:///',
      `${folder}/node_modules/marketplace-api-tokens`,
    ]).catch(() => '');
    // What was released stays as it was.
    expect(
      found
        .trim()
        .split('\n')
        .filter((line) => line !== '' && !line.includes('/spec/releases/')),
    ).toEqual([]);
  });

  test('takes less than 5 MB with all that the client takes', async () => {
    const { folder, run: inProject } = await project();
    const size = Number((await inProject('du', ['-sk', 'node_modules'])).out.split('\t')[0]) * 1024;
    expect(size, folder).toBeLessThan(5 * MEGABYTE);
    expect(size).toBeGreaterThan(MEGABYTE);
  });

  test('has Kysely in one module of the server, and names it among what it stands on', async () => {
    const importing = await run('grep', ['-rlE', 'from ["\']kysely', `${STAGE.tools}/server`]).catch(() => '');
    expect(importing).toBe('');
    const manifest = JSON.parse(await readFile(`${STAGE.tools}/package.json`, 'utf8'));
    expect(Object.keys(manifest.dependencies)).toContain('kysely');
  });

  test('runs no script when it is installed, and compiles nothing', async () => {
    for (const folder of [STAGE.client, STAGE.tools]) {
      const manifest = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
      expect(manifest.scripts).toBeUndefined();
    }
  });
});
