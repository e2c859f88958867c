import { subcommand } from './command.ts';

const AFTER = `
The database to move from is DATABASE_URL, as for the server; the one to move to is TARGET_DATABASE_URL, which has a password
and so never stands on the command line. Servers may run on the first one meanwhile. None may run on the second one.

  1. Move, while servers run: it takes the longest.
  2. Stop the servers. Move again: only what has changed since is written.
  3. Start the servers on the second database, with the keys of the first one in TOKEN_KEYS.

Whatever ends it, the same command goes on where it was.

Example:
  $ DATABASE_URL=sqlite:./data/tokens.db TARGET_DATABASE_URL=postgres://… marketplace-api-tokens move

Exit code: 0 all is there and the same, 1 it could not be done, 2 the command line is wrong.`;

export default subcommand<{ json?: boolean }>({
  needs: 'server',
  configure: (command) =>
    command
      .description('Moves all data of an embedded database to PostgreSQL, and counts and digests it on both sides.')
      .option('--json', 'tells what was moved as JSON')
      .addHelpText('after', AFTER),
  async run({ json = false }) {
    console.log(await (await import('./move-work.ts')).move(json));
    return 0;
  },
});
