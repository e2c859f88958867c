import { type Command, InvalidArgumentError } from 'commander';
import type { AuditOptions } from './audit-work.ts';
import { subcommand } from './command.ts';
import { EXIT_CODES } from './exit-codes.ts';

const AFTER = `
A line is a JSON object: at, action (created, updated, enabled, disabled, deleted), token, account (its owner), by (the credential
that it was done with, and its account; absent where an operator's command did it), traceId (as in the log of the server), changes
(names of the fields; modules given and taken). The oldest comes first. Of seeded tokens the trail has what happened since.

Example:
  $ marketplace-api-tokens audit --token TKN-3803-0001 --since 2026-11-01

${EXIT_CODES}`;

function instant(text: string): number {
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at))
    throw new InvalidArgumentError('It must be a date or a timestamp, such as 2026-11-01T12:00:00Z.');
  return at;
}

function idOf(...kinds: string[]) {
  return (text: string) => {
    if (kinds.some((kind) => new RegExp(`^${kind}(-\\d{4})+$`).test(text))) return text;
    throw new InvalidArgumentError(`It must be an id, ${kinds.map((kind) => `${kind}-…`).join(' or ')}.`);
  };
}

export default subcommand<AuditOptions>({
  needs: 'server',
  configure(command: Command) {
    return command
      .description(
        'Tells who did what to which token, as JSON Lines, from the database that the environment names as for the server; while it runs or not.',
      )
      .option('--since <time>', 'from this time on, ISO 8601; UTC unless it says otherwise', instant)
      .option('--until <time>', 'before this time', instant)
      .option('--token <id>', 'of this token', idOf('TKN'))
      .option('--account <id>', 'of tokens of this account', idOf('ACC'))
      .option('--by <id>', 'done with this token, or with any of this account', idOf('TKN', 'ACC'))
      .option('--follow', 'goes on with what comes, until it is ended')
      .addHelpText('after', AFTER);
  },
  async run(options) {
    await (await import('./audit-work.ts')).audit(options, (line) => process.stdout.write(`${line}\n`));
    return 0;
  },
});
