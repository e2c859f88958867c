import { generateCredential } from '../../../server/core/credential.ts';
import { ms, printTable, sideBySide } from './measure.ts';
import type { BenchedServer } from './server.ts';

const ROUNDS = 2_000;

/** How long it takes to refuse a credential, by what is wrong with it: the same for whatever has the form of one. */
export async function refusals({ url, credential }: BenchedServer): Promise<void> {
  const refused: [string, string][] = [
    ['unknown', generateCredential('TKN-0000-0000')],
    ['disabled', credential('TKN-3803-0002')],
    ['deleted', credential('TKN-3803-0003')],
  ];
  const timings = await sideBySide(
    refused.map(([name, token]) => async () => {
      const response = await fetch(`${url}/public/v1/accounts/modules`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      await response.arrayBuffer();
      if (response.status !== 401) throw new Error(`The ${name} credential was answered with ${response.status}.`);
    }),
    ROUNDS,
  );
  const unknown = timings[0]?.median ?? Number.NaN;
  const rows = refused.map(([name], index) => {
    const median = timings[index]?.median ?? Number.NaN;
    return [name, ms(median), (median / unknown).toFixed(2)];
  });
  printTable(['a refused credential', 'median', 'ratio'], rows);
}
