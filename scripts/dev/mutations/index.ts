import { callers } from './callers.ts';
import { changes } from './changes.ts';
import { headers } from './headers.ts';
import type { Mutations } from './mutation.ts';
import { problems } from './problems.ts';
import { queries } from './queries.ts';
import { representations } from './representations.ts';
import { statuses } from './statuses.ts';

/**
 * Promises of the contract, each broken in one way by what stands between a client and the reference server; never in
 * the server's own code.
 */
export const mutations: Mutations = {
  ...representations,
  ...statuses,
  ...problems,
  ...headers,
  ...callers,
  ...queries,
  ...changes,
};
