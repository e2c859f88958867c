import type { CoverageCounts } from '../../scripts/contract-tests/coverage/coverage.ts';

/**
 * What the tests of a file exercise of the contract; no counts before the first exchange. The setup of the tests writes it
 * down, and imports nothing else, so that it costs nothing where no server is called.
 */
export const exercised: { counts?: CoverageCounts } = {};
