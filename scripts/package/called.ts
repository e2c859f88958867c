/** The words that start a subcommand, as this process was started: for every text that tells somebody what to run. */
export function calledAs(...path: readonly string[]): string {
  const { COMMAND_CALLED_AS, npm_command } = process.env;
  // In the repository, by an npm script: the words that follow are the same.
  const [script = '', named] = (COMMAND_CALLED_AS ?? '').split('=');
  if (named !== undefined && path[0] === named) return [script, ...path.slice(1)].join(' ');
  return [...(npm_command === 'exec' ? ['npx'] : []), 'marketplace-api-tokens', ...path].join(' ');
}
