import { environmentOf } from '../redocly.ts';
import { OneProcess } from './one-process.ts';

/** Redocly CLI for tests that run it many times. */
export const redoclyInOneProcess = new OneProcess(
  new URL('../../node_modules/@redocly/cli/lib/index.js', import.meta.url),
  environmentOf({ NODE_COMPILE_CACHE: undefined }),
);
