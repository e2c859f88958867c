import { removeRecords } from '../scripts/contract-tests/coverage/records.ts';

/** A run's coverage of the contract is its own. */
export default async function setup(): Promise<void> {
  await removeRecords();
}
