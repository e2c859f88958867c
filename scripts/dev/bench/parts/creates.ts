import type { Bench } from '../bench.ts';
import { STEADY, steadily, warmUp } from '../costs.ts';
import { costOf, load, rateOf } from '../load.ts';
import { quantile, ratioOf } from '../ratios.ts';
import { ratio, type Section } from '../report.ts';
import { operationsOf } from '../requests.ts';
import { alternate } from '../rounds.ts';
import type { BenchedServer } from '../server.ts';

const TOKENS = 1_000;
const CONNECTIONS = 20;
const ROUNDS = 9;
const ROUND_MS = 1_000;

/** How many tokens are created in a second where many callers do it at once: there commits can be shared. */
export async function creates(bench: Bench): Promise<Section[]> {
  const raw = await bench.start('raw', TOKENS);
  const own = await bench.start('this server', TOKENS);
  const onTwo = bench.cores.two && (await bench.start('this server', TOKENS, bench.cores.two));
  const servers = [raw, own, ...(onTwo ? [onTwo] : [])];

  const create = (server: BenchedServer) =>
    load(server, operationsOf(server, []).create, {
      connections: CONNECTIONS,
      milliseconds: bench.some(ROUND_MS),
    });
  for (const server of servers) await warmUp(bench, server, operationsOf(server, []).create, STEADY);
  const figures = await alternate(servers, bench.some(ROUNDS), create);
  await bench.stop(...servers);

  const rates = (server: BenchedServer) => (figures.get(server) ?? []).map(rateOf);
  const times = (server: BenchedServer) => (figures.get(server) ?? []).map(costOf);
  const row = (name: string, server: BenchedServer) => [
    name,
    ratio(ratioOf(rates(server), rates(raw))),
    ratio(ratioOf(times(raw), times(server))),
  ];
  return [
    {
      title: 'Creates a second',
      notes: [
        `From ${CONNECTIONS} connections, as a multiple of what \`raw\` does, ${quantile(rates(raw), 0.5).toFixed(0)} in this run;`,
        'and processor time, what `raw` takes as a share of what each takes.',
        `Medians of ${bench.some(ROUNDS)} rounds (quartiles).`,
        steadily(bench),
      ],
      head: ['', 'creates a second', 'processor time of one'],
      rows: [
        ['raw, one core', '1', '1'],
        row('this server, all its threads on one core', own),
        ...(onTwo ? [row('this server, two cores', onTwo)] : []),
      ],
    },
  ];
}
