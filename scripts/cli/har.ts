import type { Command } from 'commander';
import { subcommand, UsageError } from './command.ts';

interface Values {
  url?: string;
  json?: boolean;
}

const AFTER = `
Example:
  $ marketplace-api-tokens har session.har --url https://api.platform.softwareone.com

Exit code: 0 no violation, 1 a violation or nothing to judge, 2 the command line or the file is wrong.`;

export default subcommand<Values>({
  needs: 'testing',
  configure(command: Command) {
    return command
      .description('Checks each exchange of a HAR 1.2 file, as browsers and proxies record it, against the contract.')
      .argument('<file>', 'the recording')
      .option('--url <origin>', 'judges only what went there; without it, whatever has a path of the contract')
      .option('--json', 'tells the result as JSON')
      .addHelpText('after', AFTER);
  },
  async run({ url, json = false }, [file = '']) {
    const origin = url === undefined ? undefined : originOf(url);
    return (await import('./har-run.ts')).runHar({ file, origin, json });
  },
});

function originOf(url: string): string {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url) || new URL(url).href !== `${new URL(url).origin}/`) {
    throw new UsageError('--url must be an origin without a path, such as https://api.platform.softwareone.com.');
  }
  return new URL(url).origin;
}
