import type { Command } from 'commander';
import { subcommand } from './command.ts';
import { EXIT_CODES } from './exit-codes.ts';

const AFTER = `
It holds no keys: without TOKEN_KEYS, or the key file that is named at the end, no credential in it opens. Keep a copy of the
keys, and elsewhere.

Example:
  $ marketplace-api-tokens backup /backups/tokens-2026-11-26.db

${EXIT_CODES}`;

export default subcommand({
  needs: 'server',
  configure(command: Command) {
    return command
      .description(
        'Copies the database that the environment names as for the server, whole and as it is at one moment, while the server runs or not; reads the copy from end to end, and counts what is in it.',
      )
      .argument('<file>', 'where the copy goes; there must be nothing yet')
      .addHelpText('after', AFTER);
  },
  async run(_options, [file = '']) {
    console.log(await (await import('./backup-work.ts')).backUp(file));
    return 0;
  },
});
