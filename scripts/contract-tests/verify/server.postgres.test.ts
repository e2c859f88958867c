import { expect, it } from 'vitest';
import { patientDatabase, testKeys } from '../../../server/testing/postgres/databases.ts';
import { SAMPLE, startServer } from '../../../server/testing/server.ts';
import { verify } from './verify.ts';

it('a server on PostgreSQL keeps the contract', async () => {
  const server = await startServer({ databaseUrl: await patientDatabase(), tokenKeys: testKeys() });
  const credential = server.credentials[SAMPLE.operations] ?? '';
  const { results } = await verify({ url: server.url, credential, seed: 1, probes: 100 });
  expect(results.flatMap(({ name, finding }) => (finding ? [`${name}: ${JSON.stringify(finding)}`] : []))).toEqual([]);
});
