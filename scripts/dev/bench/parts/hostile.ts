import type { Bench } from '../bench.ts';
import { Connection } from '../connection.ts';
import { latencies } from '../latencies.ts';
import { ms, type Section } from '../report.ts';
import { asking, TOKENS } from '../requests.ts';

const ROUNDS = 50;

const QUERIES: [string, string][] = [
  ['a list of 500 values', `in(id,(${Array.from({ length: 500 }, (_, n) => `TKN-${1000 + n}-0001`).join(',')}))`],
  ['900 comparisons', Array.from({ length: 900 }, (_, n) => `eq(id,T${n})`).join('|')],
  ['1,000 levels', `${'not('.repeat(1000)}eq(id,x)${')'.repeat(1000)}`],
  ['8 kB of parentheses', '('.repeat(8000)],
  ['a pattern of 2,000 wildcards', `ilike(name,${'*a'.repeat(2000)}*)`],
  ['a value of 4,000 characters', `eq(name,"${'x'.repeat(4000)}")`],
  ['SQL in a value', `eq(name,"x') or 1=1 --")`],
];

/** What queries cost that mean no good. */
export async function hostile(bench: Bench): Promise<Section[]> {
  const server = await bench.start('this server', 1_000);
  const connection = await Connection.open(server.url);
  const rows: string[][] = [];
  for (const [name, query] of QUERIES) {
    const path = `${TOKENS}?${encodeURI(query)}`;
    const { status } = await connection.ask(asking(server, path).request(0));
    const { median, p99 } = await latencies(server, asking(server, path, { status }), bench.some(ROUNDS));
    rows.push([name, String(status), ms(median), ms(p99)]);
  }
  connection.close();
  await bench.stop(server);
  return [
    {
      title: 'Hostile queries',
      notes: [`From request to answer, ${bench.some(ROUNDS)} times, 1,000 tokens.`],
      head: ['', 'answer', 'median', '99 %'],
      rows,
    },
  ];
}
