import type { Bench } from '../bench.ts';
import { costs, ROUNDS } from '../costs.ts';
import { latencies } from '../latencies.ts';
import { quantile, ratioOf } from '../ratios.ts';
import { ms, ratio, type Section } from '../report.ts';
import { type Ask, asking, operationsOf, streaming, TOKENS } from '../requests.ts';
import { alternate } from '../rounds.ts';
import type { BenchedServer } from '../server.ts';

const SIZES = [1_000, 100_000, 1_000_000];
const SEARCHES = 5;
const SEARCH = 'ilike(name,*erp*)';

type Side = BenchedServer & { ids: string[] };

/** What the same requests cost with few tokens and with many. */
export async function sizes(bench: Bench): Promise<Section[]> {
  const counts = [...new Set(SIZES.map((size) => bench.tokens(size)))];
  const sides: Side[] = [];
  for (const count of counts) {
    sides.push({ ...(await bench.start('this server', count)), ids: await bench.databases.ids(count) });
  }
  const names = counts.map((count) => count.toLocaleString('en'));
  const sections = [await requests(bench, sides, names), await searches(bench, sides, names)];
  await bench.stop(...sides);
  return sections;
}

const REQUESTS: [string, (side: Side) => Ask][] = [
  ['authenticate (own account)', (side) => asking(side, '/public/v1/accounts/accounts/ACC-1671-0642')],
  ['get', (side) => operationsOf(side, side.ids).get],
  ['first page of 20, without its total', (side) => streaming(side, `${TOKENS}?limit=20`)],
  ['first page of 20', (side) => operationsOf(side, side.ids).list],
  ['first page of 20, by status', (side) => asking(side, `${TOKENS}?eq(status,Disabled)&limit=20`)],
  ['first page of 20, by account', (side) => asking(side, `${TOKENS}?eq(account.id,ACC-9000-0003)&limit=20`)],
  ['create', (side) => operationsOf(side, side.ids).create],
];

async function requests(bench: Bench, sides: Side[], names: string[]): Promise<Section> {
  const rows: string[][] = [];
  for (const [name, askOf] of REQUESTS) {
    const figures = await costs(bench, sides, askOf);
    const [first = [], ...others] = sides.map((side) => figures.get(side) ?? []);
    rows.push([name, '1', ...others.map((values) => ratio(ratioOf(values, first)))]);
  }
  return {
    title: 'Few tokens and many',
    notes: [
      `Processor time of a request, as a multiple of what it is with ${names[0]} tokens: 2 is twice as dear.`,
      `Medians of ${bench.some(ROUNDS)} rounds (quartiles). The total of a list is exact.`,
    ],
    head: ['', ...names.map((name) => `${name} tokens`)],
    rows,
  };
}

/** In milliseconds: one search may take seconds. */
async function searches(bench: Bench, sides: Side[], names: string[]): Promise<Section> {
  const asked: [string, (side: Side) => Ask][] = [
    ['first 20 that match', (side) => streaming(side, `${TOKENS}?${SEARCH}&limit=20`)],
    ['how many match', (side) => asking(side, `${TOKENS}?${SEARCH}&limit=0`)],
    ['both, as a list of 20', (side) => asking(side, `${TOKENS}?${SEARCH}&limit=20`)],
  ];
  const rows: string[][] = [];
  for (const [name, askOf] of asked) {
    for (const side of sides) await latencies(side, askOf(side), 1);
    const figures = await alternate(sides, bench.some(SEARCHES), async (side) => {
      return (await latencies(side, askOf(side), 1)).median;
    });
    rows.push([name, ...sides.map((side) => ms(quantile(figures.get(side) ?? [], 0.5)))]);
  }
  return {
    title: `Searches: \`${SEARCH}\``,
    notes: [`From request to answer, medians of ${bench.some(SEARCHES)}. More than a quarter of the names match.`],
    head: ['', ...names.map((name) => `${name} tokens`)],
    rows,
  };
}
