import { setTimeout } from 'node:timers/promises';
import type { Bench } from '../bench.ts';
import { Connection } from '../connection.ts';
import { SEEDED } from '../databases.ts';
import { latencies } from '../latencies.ts';
import { ms, type Section } from '../report.ts';
import { asking, DEAR, operationsOf, TOKENS } from '../requests.ts';
import type { BenchedServer } from '../server.ts';

const COUNT = 100_000;
const WATCH_MS = 4_000;
const LEAVE_AFTER_MS = 100;

/** What one caller's dear lists do to others meanwhile. */
export async function neighbours(bench: Bench): Promise<Section[]> {
  const count = bench.tokens(COUNT);
  const ids = await bench.databases.ids(count);
  const server = await bench.start('this server', count);
  const get = operationsOf(server, ids).get;
  const credential = server.credential(SEEDED.client);
  const list = asking(server, `${TOKENS}?limit=20`, { credential });

  const rows: string[][] = [];
  for (const [name, work] of CALLERS) {
    let isOver = false;
    const working = work(server, () => isOver);
    const until = performance.now() + bench.some(WATCH_MS);
    const isPast = () => performance.now() > until;
    const [got, listed] = await Promise.all([latencies(server, get, isPast), latencies(server, list, isPast)]);
    isOver = true;
    await working;
    rows.push([name, ms(got.median), ms(got.p99), ms(listed.median), ms(listed.p99)]);
  }
  await bench.stop(server);
  return [
    {
      title: 'Beside dear lists of another caller',
      notes: [`From request to answer, ${count.toLocaleString('en')} tokens: \`${DEAR}\`.`],
      head: ['', 'get', '99 %', 'list of 20', '99 %'],
      rows,
    },
  ];
}

/** What the other caller does until it is over. */
const CALLERS: [string, (server: BenchedServer, isOver: () => boolean) => Promise<void>][] = [
  ['alone', async () => {}],
  [
    'one dear list after the other',
    async (server, isOver) => {
      const connection = await Connection.open(server.url);
      while (!isOver()) await connection.ask(asking(server, `${TOKENS}?${DEAR}`).request(0));
      connection.close();
    },
  ],
  [
    `the same, left after ${LEAVE_AFTER_MS} ms`,
    async (server, isOver) => {
      while (!isOver()) {
        const connection = await Connection.open(server.url);
        connection.ask(asking(server, `${TOKENS}?${DEAR}`).request(0)).catch(() => {});
        await setTimeout(LEAVE_AFTER_MS);
        connection.close();
      }
    },
  ],
];
