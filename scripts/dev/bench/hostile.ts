import { ms, printTable, sideBySide } from './measure.ts';
import type { BenchedServer } from './server.ts';

const ROUNDS = 20;

const QUERIES: [string, string][] = [
  ['a list of 500 values', `in(id,(${Array.from({ length: 500 }, (_, n) => `TKN-${1000 + n}-0001`).join(',')}))`],
  ['900 comparisons', Array.from({ length: 900 }, (_, n) => `eq(id,T${n})`).join('|')],
  ['1,000 levels', `${'not('.repeat(1000)}eq(id,x)${')'.repeat(1000)}`],
  ['8 kB of parentheses', '('.repeat(8000)],
  ['a pattern of 2,000 wildcards', `ilike(name,${'*a'.repeat(2000)}*)`],
  ['a value of 4,000 characters', `eq(name,"${'x'.repeat(4000)}")`],
  ['SQL in a value', `eq(name,"x') or 1=1 --")`],
];

/** What queries cost that mean no good, on the sample data. */
export async function hostileQueries({ url, credential }: BenchedServer): Promise<void> {
  const headers = { Authorization: `Bearer ${credential('TKN-1671-0642')}` };
  const rows: string[][] = [];
  for (const [name, query] of QUERIES) {
    const path = `${url}/public/v1/accounts/api-tokens?${encodeURI(query)}`;
    let status = 0;
    const work = async () => {
      const response = await fetch(path, { headers });
      await response.arrayBuffer();
      ({ status } = response);
    };
    const [timing] = await sideBySide([work], ROUNDS);
    if (timing) rows.push([name, String(status), ms(timing.median), ms(timing.p99)]);
  }
  printTable(['hostile query', 'answer', 'median', 'slowest'], rows);
}
