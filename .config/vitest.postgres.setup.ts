import type { TestProject } from 'vitest/node';
import { openStore } from '../server/store/index.ts';
import { query, TEMPLATE } from '../server/testing/postgres/databases.ts';
import { removePostgres, startPostgres } from '../server/testing/postgres/server.ts';

/** One server for all tests: each takes a database of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  await query(server.urlOf('postgres'), `create database ${TEMPLATE}`);
  await (await openStore(server.urlOf(TEMPLATE))).close();
  project.provide('postgres', server.urlOf('postgres'));
  return () => removePostgres(server);
}
