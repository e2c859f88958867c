import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { assertAlike } from './alike.ts';
import { Bench } from './bench.ts';
import { onPostgres } from './postgres.ts';

const TOKENS = 200;

test('on PostgreSQL the bench does the same as on SQLite, with the same rows', async () => {
  const options = { isQuick: true, cores: { server: undefined, two: undefined, all: undefined, note: '' }, tell() {} };
  await Bench.run(options, async (bench) => {
    const folder = await bench.databases.copy(TOKENS);
    await onPostgres(folder, async ({ environment, version }) => {
      expect(version).toMatch(/^\d+\.\d+/);
      await rm(`${folder}/tokens.db`);
      const servers = [
        await bench.start('this server', TOKENS),
        await bench.startIn('this server', folder, { environment }),
      ];
      await expect(assertAlike(servers, await bench.databases.ids(TOKENS))).resolves.toBeUndefined();
      await bench.stop(...servers);
    });
  });
});
