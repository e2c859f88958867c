import type { Command } from 'commander';
import { subcommand } from './command.ts';
import { EXIT_CODES } from './exit-codes.ts';

const AFTER = `
Stop the server first. A database that is in the way is not touched: move it aside, with the files -wal and -shm beside it.

Example:
  $ marketplace-api-tokens restore /backups/tokens-2026-11-26.db

${EXIT_CODES}`;

export default subcommand({
  needs: 'server',
  configure(command: Command) {
    return command
      .description(
        'Puts a copy that backup made where the environment names the database of the server, once it was read from end to end and its credentials open with the keys that are there.',
      )
      .argument('<file>', 'the copy')
      .addHelpText('after', AFTER);
  },
  async run(_options, [file = '']) {
    console.log(await (await import('./backup-work.ts')).restore(file));
    return 0;
  },
});
