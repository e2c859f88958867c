import { defineConfig } from 'vitest/config';
import { options, ROOT } from './vitest.options.ts';

/** `npm run test:faults`: what is killed or cut off in the middle, waits for a lock, has no room, or is flooded. */
export default defineConfig({
  root: ROOT,
  test: { ...options, include: ['{client,scripts,server}/**/*.faults.test.ts'] },
});
