import { setTimeout } from 'node:timers/promises';
import type { Bench } from '../bench.ts';
import { latencies } from '../latencies.ts';
import { costOf, rateOf } from '../load.ts';
import { quantile, ratioOf } from '../ratios.ts';
import { megabytes, ms, ratio, type Section } from '../report.ts';
import { DEAR, operationsOf } from '../requests.ts';
import { alternate } from '../rounds.ts';
import type { BenchedServer } from '../server.ts';
import { askForStream, busyFor, openStream, readSlowly, readStream } from '../streams.ts';

const TOKENS = 100_000;
const ROUNDS = 3;
const GETS_ALONE = 1_000;
const SLOW_BYTES_A_SECOND = 1_000_000;
const SLOW_MS = 8_000;
const WATCH_MS = 10_000;
const LEAVE_AFTER_MS = 200;

/** Streams of a whole list: to a reader that takes what it gets, to a slow one, and to those who leave. */
export async function streams(bench: Bench): Promise<Section[]> {
  const tokens = bench.tokens(TOKENS);
  const ids = await bench.databases.ids(tokens);
  const raw = await bench.start('raw', tokens);
  const own = await bench.start('this server', tokens);
  const figures = await alternate([raw, own], bench.some(ROUNDS), readStream);
  const [ofRaw = [], ofOwn = []] = [figures.get(raw), figures.get(own)];
  const rates = ratioOf(ofOwn.map(rateOf), ofRaw.map(rateOf));
  const times = ratioOf(ofRaw.map(costOf), ofOwn.map(costOf));
  await bench.stop(raw);

  const beside = await besideStreams(bench, own, ids);
  const left = await afterLeaving(own);
  await bench.stop(own);
  const name = `${tokens.toLocaleString('en')} tokens`;
  return [
    {
      title: `Streams of ${name}`,
      notes: [
        `Records a second as a multiple of what \`raw\` sends, ${quantile(ofRaw.map(rateOf), 0.5).toFixed(0)} in this run;`,
        'and processor time, what `raw` takes as a share of what this server takes.',
        `Medians of ${bench.some(ROUNDS)} rounds (quartiles).`,
        `The slow reader takes ${SLOW_BYTES_A_SECOND / 1e6} MB a second, and then leaves;`,
        `who leaves before it began had asked for \`${DEAR}\`.`,
      ],
      head: [
        'records a second to a fast reader',
        'processor time of one',
        'memory added by a slow reader',
        'work after it left',
        'work after one left before it began',
      ],
      rows: [[ratio(rates), ratio(times), megabytes(beside.growth), left.middle, left.beginning]],
    },
    {
      title: 'Beside a stream',
      notes: ['From the request for a token to its answer, one caller.'],
      head: ['', 'median', '99 %'],
      rows: beside.rows,
    },
  ];
}

async function besideStreams(bench: Bench, server: BenchedServer, ids: readonly string[]) {
  const ask = operationsOf(server, ids).get;
  const alone = await latencies(server, ask, bench.some(GETS_ALONE));

  const before = await server.usage();
  let growth = 0;
  let isOver = false;
  const response = await openStream(server);
  const reading = readSlowly(response, SLOW_BYTES_A_SECOND, bench.some(SLOW_MS)).finally(() => {
    isOver = true;
  });
  const watching = (async () => {
    while (!isOver) {
      growth = Math.max(growth, (await server.usage()).rssBytes - before.rssBytes);
      await setTimeout(LEAVE_AFTER_MS);
    }
  })();
  const slow = await latencies(server, ask, () => isOver);
  await Promise.all([reading, watching]);
  response.destroy();

  let isRead = false;
  const fastReading = readStream(server).finally(() => {
    isRead = true;
  });
  const fast = await latencies(server, ask, () => isRead);
  await fastReading;
  const row = (name: string, { median, p99 }: typeof alone) => [name, ms(median), ms(p99)];
  return { growth, rows: [row('alone', alone), row('beside a slow reader', slow), row('beside a fast reader', fast)] };
}

/** How long a server works on for a reader who has left. */
async function afterLeaving(server: BenchedServer): Promise<{ middle: string; beginning: string }> {
  const response = await openStream(server);
  await readSlowly(response, SLOW_BYTES_A_SECOND, LEAVE_AFTER_MS);
  response.destroy();
  const middle = await busyFor(server, WATCH_MS);

  const request = askForStream(server, `?${DEAR}`).on('error', () => {});
  await setTimeout(LEAVE_AFTER_MS);
  request.destroy();
  const beginning = await busyFor(server, WATCH_MS);
  return { middle: shown(middle), beginning: shown(beginning) };
}

function shown(milliseconds: number): string {
  return milliseconds < WATCH_MS * 0.9 ? ms(milliseconds) : `more than ${ms(milliseconds)}`;
}
