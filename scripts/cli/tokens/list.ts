import type { Client } from '../../../client/index.ts';
import { calling } from './access.ts';
import { table, withoutToken } from './shown.ts';

type Walk = NonNullable<Parameters<Client['eachApiToken']>[0]>;

export default calling<{ filter?: string; order?: string }>({
  about: 'Shows the tokens that the credential may see, without their credentials.',
  example: "list --filter 'eq(status,Active)' --order=-lastAccessAt",
  configure: (command) =>
    command
      .option('--filter <rql>', 'a filter, as it stands in a query string')
      .option('--order <fields>', 'such as name, or -lastAccessAt; oldest first unless given'),
  async call(client, { filter, order, json }) {
    const tokens = [];
    const walk: Walk = { filter, order };
    for await (const token of client.eachApiToken(walk)) tokens.push(token);
    console.log(json ? JSON.stringify(tokens.map(withoutToken), null, 2) : table(tokens));
    return 0;
  },
});
