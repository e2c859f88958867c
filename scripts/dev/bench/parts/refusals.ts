import { generateCredential } from '../../../../server/core/credential.ts';
import type { Bench } from '../bench.ts';
import { SEEDED } from '../databases.ts';
import { latencies } from '../latencies.ts';
import { ratioOf } from '../ratios.ts';
import { ratio, type Section } from '../report.ts';
import { asking } from '../requests.ts';
import { alternate } from '../rounds.ts';

const ROUNDS = 40;
const REQUESTS_A_ROUND = 50;

/** How long it takes to refuse a credential, by what is wrong with it: the same for whatever has the form of one. */
export async function refusals(bench: Bench): Promise<Section[]> {
  const server = await bench.start('this server', 1_000);
  const refused: [string, string][] = [
    ['unknown', generateCredential('TKN-0000-0000')],
    ['disabled', server.credential(SEEDED.disabled)],
    ['deleted', server.credential(SEEDED.deleted)],
    ['wrong, of an active token', generateCredential(SEEDED.client)],
    ['wrong, of a disabled token', generateCredential(SEEDED.disabled)],
  ];
  const asks = refused.map(([name, credential]) => {
    return { name, ask: asking(server, '/public/v1/accounts/modules', { credential, status: 401 }) };
  });
  for (const { ask } of asks) await latencies(server, ask, REQUESTS_A_ROUND);
  const figures = await alternate(asks, bench.some(ROUNDS), async ({ ask }) => {
    return (await latencies(server, ask, REQUESTS_A_ROUND)).median;
  });
  await bench.stop(server);
  const [unknown = []] = figures.values();
  return [
    {
      title: 'Refused credentials',
      notes: [
        `From request to answer, as a multiple of what an unknown one takes; medians of ${bench.some(ROUNDS)} rounds (quartiles).`,
      ],
      head: asks.map(({ name }) => name),
      rows: [[...figures.values()].map((times) => ratio(ratioOf(times, unknown)))],
    },
  ];
}
