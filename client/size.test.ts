import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, it } from 'vitest';

/** For everything that the client has. */
const BUDGET_IN_BYTES = 6 * 1024;

it('the whole client, minified and compressed, is within its budget, and asks for nothing of Node', async () => {
  const entry = new URL('index.ts', import.meta.url).pathname;
  // In ES modules a library keeps its white space.
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, lib: { entry, formats: ['iife'], name: 'client' } },
  });
  const [output] = [built].flat();
  const code = output && 'output' in output ? output.output[0].code : '';
  for (const name of ['idempotencyKey', 'TimedOut', 'withResponse', 'traceparent']) expect(code).toContain(name);
  expect(code).not.toMatch(/\bnode:|\brequire\(|\bprocess\b/);
  expect(gzipSync(code, { level: 9 }).length).toBeLessThan(BUDGET_IN_BYTES);
});
