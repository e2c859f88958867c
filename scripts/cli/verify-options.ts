import { randomInt } from 'node:crypto';
import { access, constants, readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { type Inputs, inputsOf, ROLES, readInputs } from '../contract-tests/workflows/inputs.ts';
import { UsageError } from './command.ts';
import { readOrigin } from './listening.ts';

const AFTER = `
The credential is that of an Operations token with both modules if you have one; the more it may do, the more is checked.
The first of these that is given: --token, --token-file, API_TOKEN in the environment, --inputs. Further credentials, of
callers who may do less: ${ROLES.map((role) => `${role.toUpperCase()}_TOKEN`).join(', ')} in the
environment, or --inputs.

Example:
  $ API_TOKEN=… marketplace-api-tokens verify --url http://127.0.0.1:8080 --junit verify.xml

Exit code: 0 the contract is kept, 1 it is broken, 2 the command line is wrong, 3 it could not be checked: the
deployment does not answer, or in a content coding that is not known, or does not accept the credential, or the run was
interrupted before anything was found.`;

/** The options as the command line gives them. */
export interface Values {
  url?: string;
  token?: string;
  tokenFile?: string;
  inputs?: string;
  readOnly?: boolean;
  mock?: boolean;
  probes?: string;
  seed?: string;
  only?: string;
  workflows: boolean;
  junit?: string;
  json?: string;
  coverage?: boolean;
}

export function verifyOptions(command: Command): Command {
  return (
    command
      .description(
        'Checks that a deployment keeps the contract: the workflows, then generated requests, right and wrong ones, each answer against the contract, headers included. What it creates it deletes.',
      )
      // It may be a credential whose option was forgotten: it is told by a sentence that does not repeat it.
      .argument('[none...]', '')
      .usage('--url <origin> [options]')
      .option('--url <origin>', 'of the deployment, such as http://127.0.0.1:8080')
      .option('--token <token>', 'the credential, where every user of the machine can read it')
      .option('--token-file <file>', 'a file that holds nothing but the credential')
      .option('--inputs <file>', `a JSON object with ${ROLES.join(', ')}; or the credentials.json of the server`)
      .option('--read-only', 'nothing that could change anything: GET, HEAD and OPTIONS only')
      .option('--mock', 'a mock: it remembers nothing and answers with examples; any credential will do')
      .option('--probes <n>', 'how often checks are tried, in all (2000)')
      .option('--seed <n>', 'tries the same again; otherwise a new one, which is printed')
      .option('--only <text>', 'only the checks whose name has the text in it')
      .option('--no-workflows', 'leaves out the workflows')
      .option('--junit <file>', 'writes the results as JUnit XML')
      .option('--json <file>', 'writes the results as JSON')
      .option('--coverage', 'tells what of the contract was exercised, as a table')
      .addHelpText('after', AFTER)
  );
}

export interface VerifyArguments {
  url: string;
  credential: string;
  others: Inputs;
  readOnly: boolean;
  stateless: boolean;
  probes: number;
  seed: number;
  only?: string;
  workflows: boolean;
  junit?: string;
  json?: string;
  coverage: boolean;
}

const MAX_SEED = 2 ** 31 - 1;

/** Reads what the options name. @throws UsageError */
export async function readOptions(
  values: Values,
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<VerifyArguments> {
  if (words.length > 0) throw new UsageError('An argument belongs to no option: expected --url and the options below.');
  const others: Inputs = { ...inputsOf(environment), ...(values.inputs && (await inputsOfFile(values.inputs))) };
  const { only, junit, json } = values;
  return {
    url: readOrigin('--url', values.url).origin,
    credential: await credentialOf(values, environment, others),
    others,
    readOnly: values.readOnly ?? false,
    stateless: values.mock ?? false,
    probes: wholeNumber('probes', values.probes, 1, 1_000_000) ?? 2000,
    seed: wholeNumber('seed', values.seed, 0, MAX_SEED) ?? randomInt(MAX_SEED),
    workflows: values.workflows && only === undefined,
    coverage: values.coverage ?? false,
    ...(only !== undefined && { only }),
    ...(junit !== undefined && { junit: await writable(junit, '--junit') }),
    ...(json !== undefined && { json: await writable(json, '--json') }),
  };
}

// Now, not after minutes of checking.
async function writable(file: string, option: string): Promise<string> {
  const isFile = await stat(file).then(
    (there) => !there.isDirectory(),
    () => true,
  );
  const canWrite = await access(dirname(resolve(file)), constants.W_OK).then(
    () => true,
    () => false,
  );
  if (isFile && canWrite) return file;
  throw new UsageError(`${option} must be a file in a folder that is there and can be written to.`);
}

function wholeNumber(name: string, text: string | undefined, min: number, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new UsageError(`--${name} must be a whole number from ${min} to ${max}.`);
  }
  return value;
}

async function credentialOf(values: Values, { API_TOKEN }: NodeJS.ProcessEnv, others: Inputs): Promise<string> {
  const file = values.tokenFile;
  const inputs = ROLES.map((role) => others[role]).find((credential) => credential !== undefined);
  const given = values.token ?? (file === undefined ? API_TOKEN || inputs : await textOf(file, '--token-file'));
  const credential = given?.trim() ?? (values.mock ? 'any' : '');
  if (credential === '') throw new UsageError('A credential is missing: --token, --token-file, API_TOKEN or --inputs.');
  if (!/^[\x21-\x7e]+$/.test(credential)) throw new UsageError('The credential must be one word of ASCII letters.');
  return credential;
}

async function inputsOfFile(file: string): Promise<Inputs> {
  const text = await textOf(file, '--inputs');
  try {
    return readInputs(text);
  } catch (error) {
    throw new UsageError(`--inputs: ${(error as Error).message}`);
  }
}

async function textOf(file: string, option: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    // Its name is not repeated: it may be a credential that was given in its place.
    throw new UsageError(`Cannot read the file of ${option}: ${error.code}.`);
  });
}
