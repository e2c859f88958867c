import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SAMPLE, startServer, temporaryFolder } from '../../../../server/testing/server.ts';
import { LANGUAGES } from './languages.ts';
import { missing } from './run.ts';

const DOCUMENT = join(import.meta.dirname, '../../../../generated/openapi.json');
const PATH = '/public/v1/accounts/api-tokens';

for (const [name, { needs, build }] of Object.entries(LANGUAGES)) {
  const lacking = await missing(needs);
  const words = lacking.length > 0 ? ` (not run: ${lacking.join(', ')} not installed)` : '';

  test.skipIf(lacking.length > 0)(
    `a client that is generated for ${name} creates, lists and deletes a token${words}`,
    async () => {
      const server = await startServer();
      const start = await build(DOCUMENT, await temporaryFolder());
      const credential = server.credentials[SAMPLE.client] ?? '';
      const said = await start({ ORIGIN: server.url, TOKEN: credential, NAME: `ERP connector in ${name}` });
      const { id, listed, deleted } = JSON.parse(said);
      expect(listed).toEqual([id]);
      expect(deleted).toBe(204);
      const Authorization = `Bearer ${server.credentials[SAMPLE.operations]}`;
      const kept = await fetch(`${server.url}${PATH}/${id}`, { headers: { Authorization } });
      expect(await kept.json()).toMatchObject({ name: `ERP connector in ${name}`, status: 'Deleted' });
    },
  );
}
