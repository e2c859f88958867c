import { assertAlike } from '../alike.ts';
import type { Bench } from '../bench.ts';
import { CONNECTIONS, costs, ROUNDS, STEADY, steadily } from '../costs.ts';
import { quantile, ratioOf } from '../ratios.ts';
import { megabytes, microseconds, ratio, type Section } from '../report.ts';
import { type Operation, operationsOf } from '../requests.ts';
import type { Side } from '../server.ts';
import { SETTLE_MS, STARTS, type Start, starts } from '../starts.ts';

const TOKENS = 1_000;

const SIDES = ['raw', 'fastify', 'README stack', 'this server'] as const satisfies Side[];

const COLUMNS: [Operation, string][] = [
  ['get', 'get'],
  ['list', 'list of 20'],
  ['create', 'create'],
  ['refuse', 'refuse a credential'],
];

/** Creating comes last: who creates faster has longer lists after it. */
const ORDER = ['get', 'list', 'refuse', 'create'] as const;

type Figures = Map<Side, number[]>;

/** What a request costs each side, beside `raw`, which does the same work with next to no plumbing. */
export async function table(bench: Bench): Promise<Section[]> {
  const byOperation = await requestCosts(bench);
  const started = await starts(bench, SIDES, TOKENS);
  const figures = (operation: Operation, side: Side) => byOperation.get(operation)?.get(side) ?? [];
  const rawCosts = COLUMNS.map(([operation, name]) => {
    return `${name} ${microseconds(quantile(figures(operation, 'raw'), 0.5))}`;
  });
  const cell = (operation: Operation, side: Side) =>
    side === 'raw' ? '1' : ratio(ratioOf(figures(operation, 'raw'), figures(operation, side)));
  const medianStart = (figure: keyof Start, side: Side) =>
    quantile(started.get(side)?.map((start) => start[figure]) ?? [], 0.5);
  return [
    {
      title: 'What a request costs',
      notes: [
        'Processor time of a request: what `raw` takes as a share of what each takes, so that 0.5 is twice as dear.',
        `Medians of the ratios of ${bench.some(ROUNDS)} rounds (quartiles), ${CONNECTIONS} connections, ${TOKENS} tokens.`,
        steadily(bench),
        `In this run \`raw\` took: ${rawCosts.join(', ')}.`,
        'Ready is from the start of the process to its first answered get;',
        `memory is what is resident ${SETTLE_MS} ms later, where nothing is written; medians of ${bench.some(STARTS)} starts.`,
      ],
      head: ['', ...COLUMNS.map(([, name]) => name), 'ready', 'memory'],
      rows: SIDES.map((side) => [
        side,
        ...COLUMNS.map(([operation]) => cell(operation, side)),
        `${(medianStart('milliseconds', side) / 1000).toFixed(2)} s`,
        megabytes(medianStart('rssBytes', side)),
      ]),
    },
  ];
}

async function requestCosts(bench: Bench): Promise<Map<Operation, Figures>> {
  const ids = await bench.databases.ids(TOKENS);
  const servers = await Promise.all(SIDES.map((side) => bench.start(side, TOKENS)));
  await assertAlike(servers, ids);
  const byOperation = new Map<Operation, Figures>();
  for (const operation of ORDER) {
    const figures = await costs(bench, servers, (server) => operationsOf(server, ids)[operation], STEADY);
    byOperation.set(operation, new Map([...figures].map(([{ side }, values]) => [side, values])));
  }
  await bench.stop(...servers);
  return byOperation;
}
