import type { Part } from '../bench.ts';
import { creates } from './creates.ts';
import { hostile } from './hostile.ts';
import { neighbours } from './neighbours.ts';
import { operations } from './operations.ts';
import { postgres } from './postgres.ts';
import { refusals } from './refusals.ts';
import { sizes } from './sizes.ts';
import { streams } from './streams.ts';
import { table } from './table.ts';

/** What the bench consists of, in the order in which it is run and written. */
export const PARTS: Readonly<Record<string, Part>> = {
  table,
  creates,
  operations,
  sizes,
  streams,
  neighbours,
  hostile,
  refusals,
  postgres,
};
