import type { Command } from 'commander';
import { subcommand, UsageError } from './command.ts';
import { readPort } from './listening.ts';

interface Values {
  port?: string;
  host?: string;
  database?: string;
}

const AFTER = `
Example, an API that forgets everything when it ends, on any free port:
  $ marketplace-api-tokens serve --port 0 --database sqlite::memory:

It reads HOST, PORT, DATABASE_URL, SEED_FILE, TOKEN_KEYS, LOG_LEVEL and more from the environment; an option wins.
SIGTERM finishes what runs. Exit code: 0 it was stopped, 1 it could not start, 2 the command line is wrong.`;

export default subcommand<Values>({
  needs: 'server',
  configure(command: Command) {
    return command
      .description(
        'Serves the API by its contract: every request and every answer is validated, and what is created stays.',
      )
      .option('--port <port>', 'where it listens; 0 is any free one (8080)')
      .option('--host <host>', 'the address that it listens on (127.0.0.1)')
      .option('--database <url>', 'sqlite:<file> or sqlite::memory: (sqlite:./data/tokens.db)')
      .addHelpText('after', AFTER);
  },
  async run({ port, host, database }) {
    if (database === '') throw new UsageError('--database must be sqlite:<file> or sqlite::memory:.');
    const given = { PORT: readPort(port), HOST: host, DATABASE_URL: database };
    for (const [name, value] of Object.entries(given)) if (value !== undefined) process.env[name] = value;
    // It reads the environment, and sets the exit code of a start that fails.
    await import('../../server/main.ts');
    return 0;
  },
});
