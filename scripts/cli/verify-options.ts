import { randomInt } from 'node:crypto';
import { access, constants, readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Inputs, inputsOf, ROLES, readInputs } from '../contract-tests/workflows/inputs.ts';
import { readWords, UsageError } from './command.ts';

export const USAGE = `Usage: npm run verify -- --url URL [--token TOKEN] [options]

  Checks that a deployment keeps the contract: the workflows, then generated requests, right and wrong ones, each
  answer against the contract, headers included. What it creates it deletes.

  --url URL          the origin of the deployment, such as http://127.0.0.1:8080

The credential to check with, of an Operations token with both modules if you have one; the more it may do, the more is
checked. The first of these that is given:
  --token TOKEN      on the command line, where every user of the machine can read it
  --token-file FILE  a file that holds nothing else
  API_TOKEN          in the environment
  --inputs FILE      a JSON object with ${ROLES.join(', ')}; or data/credentials.json as npm start writes it
Further credentials, of callers who may do less: ${ROLES.map((role) => `${role.toUpperCase()}_TOKEN`).join(', ')} in the
environment, or --inputs.

What is checked:
  --read-only        nothing that could change anything: GET, HEAD and OPTIONS only
  --mock             a mock: it remembers nothing and answers with examples; any credential will do
  --probes N         how often checks are tried, in all (2000)
  --seed N           tries the same again; otherwise a new one, which is printed
  --only TEXT        only the checks whose name has TEXT in it
  --no-workflows     leaves out the workflows of spec/workflows/

What is written:
  --junit FILE       the results as JUnit XML
  --json FILE        the results as JSON
  --coverage         what of the contract was exercised, as a table

Exit code: 0 the contract is kept, 1 it is broken, 2 the command line is wrong, 3 it could not be checked: the
deployment does not answer, or in a content coding that is not known, or does not accept the credential, or the run was
interrupted before anything was found.`;

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

/** Reads the command line and what it names. @throws UsageError */
export async function readOptions(args: string[], environment: NodeJS.ProcessEnv): Promise<VerifyArguments> {
  const values = parse(args);
  const others: Inputs = { ...inputsOf(environment), ...(values.inputs && (await inputsOfFile(values.inputs))) };
  const { only, junit, json } = values;
  return {
    url: originOf(values.url),
    credential: await credentialOf(values, environment, others),
    others,
    readOnly: values['read-only'] ?? false,
    stateless: values.mock ?? false,
    probes: wholeNumber('probes', values.probes, 1, 1_000_000) ?? 2000,
    seed: wholeNumber('seed', values.seed, 0, MAX_SEED) ?? randomInt(MAX_SEED),
    workflows: !values['no-workflows'] && only === undefined,
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

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = readWords(
    {
      args,
      options: {
        url: text,
        token: text,
        'token-file': text,
        inputs: text,
        'read-only': flag,
        mock: flag,
        probes: text,
        seed: text,
        only: text,
        'no-workflows': flag,
        junit: text,
        json: text,
        coverage: flag,
      },
    },
    // It may be a credential whose option was forgotten.
    'An argument belongs to no option: expected --url URL and the options below.',
  );
  return values;
}

/** The value is not repeated: it may hold a password. */
function originOf(url = ''): string {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new UsageError('--url must be an origin, such as http://127.0.0.1:8080.');
  }
  const { origin, href } = new URL(url);
  if (href !== `${origin}/`)
    throw new UsageError('--url must be an origin only: the paths of the contract are absolute.');
  return origin;
}

function wholeNumber(name: string, text: string | undefined, min: number, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new UsageError(`--${name} must be a whole number from ${min} to ${max}.`);
  }
  return value;
}

type Values = ReturnType<typeof parse>;

async function credentialOf(values: Values, { API_TOKEN }: NodeJS.ProcessEnv, others: Inputs): Promise<string> {
  const file = values['token-file'];
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
