import { brokenReferences } from '../../server/seed/references.ts';
import type { Seed } from '../../server/seed/seed.ts';

/** A seed whose references lead somewhere. @throws TypeError that names every place. */
export function checkedSeed(seed: Seed): Seed {
  const broken = brokenReferences(seed);
  if (broken.length > 0) throw new TypeError(`The seed is not valid: ${broken.join('; ')}.`);
  return seed;
}
