import type { Bench } from '../bench.ts';
import { costs, ROUNDS } from '../costs.ts';
import { ratioOf } from '../ratios.ts';
import { ratio, type Section } from '../report.ts';
import { type Operation, operationsOf } from '../requests.ts';

const TOKENS = 1_000;

const OPERATIONS: [Operation, string][] = [
  ['get', 'get'],
  ['list', 'list of 20'],
  ['refuse', 'refuse a credential'],
  ['create', 'create'],
];

/** What a request costs where the contract has 200 more operations. */
export async function operations(bench: Bench): Promise<Section[]> {
  const ids = await bench.databases.ids(TOKENS);
  const own = await bench.start('this server', TOKENS);
  const larger = await bench.start('this server, 200 more operations', TOKENS);
  const cells: string[] = [];
  for (const [operation] of OPERATIONS) {
    const figures = await costs(bench, [own, larger], (server) => operationsOf(server, ids)[operation]);
    cells.push(ratio(ratioOf(figures.get(larger) ?? [], figures.get(own) ?? [])));
  }
  await bench.stop(own, larger);
  return [
    {
      title: '200 more operations in the contract',
      notes: [
        'Processor time of a request, as a multiple of what it is without them.',
        `Medians of ${bench.some(ROUNDS)} rounds (quartiles).`,
      ],
      head: OPERATIONS.map(([, name]) => name),
      rows: [cells],
    },
  ];
}
