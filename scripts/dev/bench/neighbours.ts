import { ms, printTable, summary, timed } from './measure.ts';
import type { BenchedServer } from './server.ts';

const TOKENS = '/public/v1/accounts/api-tokens';
const SLOW = `${TOKENS}?ilike(description,*x*y*z*)&order=description`;
const REQUESTS = 500;

/** What the slowest filter does to others meanwhile: reads of one token alone, and beside such lists without a pause. */
export async function besideSlowFilter({ url, credential }: BenchedServer): Promise<void> {
  const headers = { Authorization: `Bearer ${credential('TKN-1671-0642')}` };
  const get = async (path: string) => (await fetch(url + path, { headers })).arrayBuffer();
  const read = async () => {
    const times: number[] = [];
    for (let index = 0; index < REQUESTS; index++) times.push(await timed(() => get(`${TOKENS}/TKN-5263-0002`)));
    return summary(times);
  };

  const alone = await read();
  let isOver = false;
  const slowTimes: number[] = [];
  const slow = (async () => {
    while (!isOver) slowTimes.push(await timed(() => get(SLOW)));
  })();
  const beside = await read();
  isOver = true;
  await slow;
  printTable(
    ['get a token, 1,000,000 in the database', 'median', '99 %'],
    [
      ['alone', ms(alone.median), ms(alone.p99)],
      [`beside a filter that reads every row (${ms(summary(slowTimes).median)})`, ms(beside.median), ms(beside.p99)],
    ],
  );
}
