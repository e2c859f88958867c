import { calling } from './access.ts';
import { details, withoutToken } from './shown.ts';

export default calling<{ credential?: boolean }>({
  about: 'Shows a token.',
  example: 'show TKN-1671-0642',
  configure: (command) =>
    command.argument('<id>', 'TKN-…').option('--credential', 'prints its credential, and nothing else'),
  async call(client, { credential, json }, [id = '']) {
    const token = await client.getApiToken(id, { select: ['+audit'] });
    if (credential) console.log(token.token);
    else console.log(json ? JSON.stringify(withoutToken(token), null, 2) : details(token));
    return 0;
  },
});
