import { UsageError } from '../command.ts';
import { calling } from './access.ts';
import { table, withoutToken } from './shown.ts';

export default calling<{ days?: string }>({
  about: 'Shows the active tokens that nobody used for some days; one that was never used counts from its creation.',
  example: 'stale --days 90',
  exitCodes: 'Exit code: 0 there is none, 1 there are some, or it could not be done, 2 the command line is wrong.',
  configure: (command) => command.option('--days <n>', 'how many (90)'),
  check({ days }) {
    if (days !== undefined && !/^\d{1,5}$/.test(days)) throw new UsageError('--days must be a whole number of days.');
  },
  async call(client, { days = '90', json }) {
    const { eachStaleToken } = await import('../../../client/credentials/index.ts');
    const tokens = [];
    for await (const token of eachStaleToken(client, Number(days))) tokens.push(token);
    if (json) console.log(JSON.stringify(tokens.map(withoutToken), null, 2));
    else console.log(tokens.length > 0 ? table(tokens) : `Every active token was used within ${days} days.`);
    return tokens.length > 0 ? 1 : 0;
  },
});
