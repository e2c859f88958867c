import { join } from 'node:path';
import { build } from 'vite';
import { ROOT, STAGE } from './run.ts';

/**
 * `./msw` as one module that needs nothing but MSW: what it is made of, the core and its validators, would otherwise bring
 * packages that the client does not take.
 */
export async function bundleMsw(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: join(STAGE.client, 'msw'),
      target: 'es2022',
      minify: true,
      lib: { entry: join(ROOT, 'mock/msw/index.ts'), formats: ['es'], fileName: 'index' },
      rolldownOptions: { external: ['msw'] },
    },
  });
}
