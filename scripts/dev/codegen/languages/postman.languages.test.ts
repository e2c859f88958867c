import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { operations } from '../../../../generated/operations.ts';
import { sampleSeed, seedFile } from '../../../../server/testing/seeds.ts';
import { ACCOUNTS, SAMPLE, startServer } from '../../../../server/testing/server.ts';
import { importDocument, runCollection } from './postman.ts';

const DOCUMENT = new URL('../../../../generated/openapi.json', import.meta.url);

/** The id that the examples give to a token. */
const TOKEN = 'TKN-4134-7330';

test('no request of the collection that Postman makes of the document fails for its form', async () => {
  const sample = sampleSeed();
  sample.tokens.push({ id: TOKEN, account: ACCOUNTS.client, name: 'ERP connector', modules: [] });
  const server = await startServer({ seedFile: await seedFile(sample) });
  const collection = await importDocument(await readFile(DOCUMENT, 'utf8'));
  const bearerToken = server.credentials[SAMPLE.operations] ?? '';
  const outcomes = await runCollection(collection, { baseUrl: server.url, bearerToken });

  expect(outcomes).toHaveLength(Object.keys(operations).length);
  // The collection deletes its token before it enables and disables it; what the state of a token refuses has the right form.
  const isOfState = ({ text }: { text: string }) => JSON.parse(text).code === 'status.transition';
  expect(outcomes.filter((outcome) => outcome.status >= 400 && !isOfState(outcome))).toEqual([]);
});
