import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build } from 'vite';
import { STAGE } from './run.ts';

const STORE = join(STAGE.all, 'server/store');
const NAME = 'kysely';

/**
 * Kysely as one module: it has hundreds, and to load them one by one takes a quarter of a start, in each thread that has the database
 * open. It stays a dependency, so that who looks for what is in the package finds it named, with its licence.
 */
export async function bundleKysely(): Promise<void> {
  await importBundled();
  const entry = join(STORE, 'kysely-entry.js');
  await writeFile(entry, "export * from 'kysely';\nexport * from 'kysely/migration';\n");
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: STORE,
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'node24',
      minify: true,
      lib: { entry, formats: ['es'], fileName: NAME },
    },
  });
  await rm(entry);
}

const IMPORT = /\bfrom (["'])kysely(?:\/migration)?\1/g;

/** Only the store imports it. */
async function importBundled(): Promise<void> {
  for (const entry of await readdir(STORE, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.js')) continue;
    const file = join(entry.parentPath, entry.name);
    const bundled = `${relative(entry.parentPath, STORE).replaceAll('\\', '/') || '.'}/${NAME}.js`;
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text.replaceAll(IMPORT, (_, quote) => `from ${quote}${bundled}${quote}`),
    );
  }
}
