/** `npm run bench`: what requests cost with 1,000 and with 1,000,000 tokens, measured side by side in one run. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fill } from './fill.ts';
import { hostileQueries } from './hostile.ts';
import { besideSlowFilter } from './neighbours.ts';
import { refusals } from './refusals.ts';
import { startServer } from './server.ts';
import { compareSizes } from './size.ts';

const SIZES = { small: 1_000, large: 1_000_000 };

const folder = await mkdtemp(join(tmpdir(), 'bench-'));
try {
  const [small, large] = [await side('small'), await side('large')];
  await hostileQueries(small.server);
  await refusals(small.server);
  await compareSizes(small, large);
  await besideSlowFilter(large.server);
  await Promise.all([small.server.stop(), large.server.stop()]);
} finally {
  await rm(folder, { recursive: true });
}
process.exit();

async function side(name: keyof typeof SIZES) {
  const own = join(folder, name);
  await mkdir(own);
  // The first start seeds the sample; what is filled in comes beside it.
  await (await startServer(own)).stop();
  console.log(`Filling a database with ${SIZES[name].toLocaleString('en')} tokens …`);
  await fill(join(own, 'tokens.db'), SIZES[name]);
  return { server: await startServer(own), database: join(own, 'tokens.db') };
}
