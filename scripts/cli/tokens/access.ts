import type { Command } from 'commander';
import type { Client } from '../../../client/index.ts';
import { type Subcommand, subcommand, UsageError } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { readText } from '../files.ts';
import { readOrigin } from '../listening.ts';

/** What every subcommand of `tokens` takes. */
export interface Access {
  url?: string;
  tokenFile?: string;
  json?: boolean;
}

const HOW = `
The origin is --url, or API_URL. The credential to call with is what --token-file holds, or API_TOKEN; it never stands on
the command line, which every user of the machine can read.`;

/** A subcommand that calls the API with a client. */
export function calling<V extends object>(definition: {
  about: string;
  /** The words behind `tokens`. */
  example: string;
  exitCodes?: string;
  configure?(command: Command): Command;
  call(client: Client, values: V & Access, words: readonly string[]): Promise<number>;
  /** Is thrown for what is wrong in the values, before anything is sent. */
  check?(values: V & Access, words: readonly string[]): void;
}): Subcommand {
  const { about, example, exitCodes = EXIT_CODES, configure = (command) => command, call, check } = definition;
  return subcommand<V & Access>({
    configure: (command) =>
      configure(command.description(about))
        .option('--url <origin>', 'of the API, such as https://api.platform.softwareone.com')
        .option('--token-file <file>', 'a file that holds nothing but the credential')
        .option('--json', 'tells the result as JSON')
        .addHelpText('after', `${HOW}\n\nExample:\n  $ marketplace-api-tokens tokens ${example}\n\n${exitCodes}`),
    async run(values, words) {
      check?.(values, words);
      return call(await clientOf(values), values, words);
    },
  });
}

async function clientOf({ url, tokenFile }: Access): Promise<Client> {
  const { API_URL, API_TOKEN } = process.env;
  const origin = readOrigin(url === undefined && API_URL ? 'API_URL' : '--url', url ?? API_URL).origin;
  const token = tokenFile === undefined ? API_TOKEN : await readText(tokenFile, '--token-file');
  if (!token?.trim()) throw new UsageError('A credential is missing: --token-file, or API_TOKEN.');
  const { createClient } = await import('../../../client/index.ts');
  return createClient({ baseUrl: origin, token });
}
