import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { satisfies } from 'semver';
import { expect, test } from 'vitest';
import { ROOT } from '../run.ts';

test.for(['script', 'react', 'consumer', 'provider'])('the example %s asks for this version', async (name) => {
  const read = async (file: string) => JSON.parse(await readFile(join(ROOT, file), 'utf8'));
  const { version } = await read('package.json');
  const { dependencies, devDependencies } = await read(`client/examples/${name}/package.json`);
  const range = { ...devDependencies, ...dependencies }['marketplace-api-tokens'];
  expect([range, satisfies(version, range)]).toEqual([range, true]);
});
