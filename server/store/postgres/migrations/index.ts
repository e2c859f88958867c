import type { Migration } from 'kysely/migration';
import { initial } from './0001-initial.ts';
import { turns } from './0002-expand-turns.ts';

/**
 * In the order of their names; one that has landed is never changed. `NNNN-expand-…` only adds what the version before has
 * no need of, `NNNN-contract-…` takes away what no version before this one needs.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-initial': initial,
  '0002-expand-turns': turns,
};
