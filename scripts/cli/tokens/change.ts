import type { Client } from '../../../client/index.ts';
import type { Subcommand } from '../command.ts';
import { calling } from './access.ts';

function change(
  name: string,
  about: string,
  past: string,
  work: (client: Client, id: string) => Promise<unknown>,
): Subcommand {
  return calling({
    about,
    example: `${name} TKN-1671-0642`,
    configure: (command) => command.argument('<id>', 'TKN-…'),
    async call(client, { json }, [id = '']) {
      await work(client, id);
      console.log(json ? JSON.stringify({ id, [past]: true }) : `${id} is ${past}.`);
      return 0;
    },
  });
}

export const enable = change('enable', 'From Disabled to Active.', 'enabled', (client, id) =>
  client.enableApiToken(id),
);

export const disable = change(
  'disable',
  'From Active to Disabled: the credential stops at the next request, until the token is enabled.',
  'disabled',
  (client, id) => client.disableApiToken(id),
);

export const remove = change(
  'delete',
  'Revokes a token for good: its credential stops at the next request.',
  'deleted',
  (client, id) => client.deleteApiToken(id),
);
