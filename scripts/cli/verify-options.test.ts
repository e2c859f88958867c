import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../server/testing/server.ts';
import { readWords, UsageError } from './command.ts';
import verify from './verify.ts';
import { readOptions as readValues, type Values } from './verify-options.ts';

async function readOptions(args: string[], environment: NodeJS.ProcessEnv) {
  const { values, words } = readWords<Values>(verify, args);
  return readValues(values, words, environment);
}

const SECRET = 'idt:TKN-1671-0642:verysecret';
const URL_GIVEN = ['--url', 'http://127.0.0.1:1'];

test.each<[args: string[], told: string]>([
  [[], '--url must be an origin'],
  [['--url', `http://u:${SECRET}@x`], '--url must be an origin without a user name'],
  [['--url', 'http://x/public/v1'], '--url must be an origin without a path'],
  [[...URL_GIVEN], 'A credential is missing: --token'],
  [[...URL_GIVEN, '--token', `${SECRET} x`], 'The credential must be one word'],
  [[...URL_GIVEN, SECRET], 'An argument belongs to no option'],
  [[...URL_GIVEN, '--tokn', SECRET], "Unknown option '--tokn'"],
  [[...URL_GIVEN, '--token-file', SECRET], 'Cannot read the file of --token-file: ENOENT.'],
  [[...URL_GIVEN, '--inputs', SECRET], 'Cannot read the file of --inputs: ENOENT.'],
  [[...URL_GIVEN, '--inputs', 'package-lock.json.none'], 'Cannot read the file of --inputs: ENOENT.'],
  [[...URL_GIVEN, '--inputs', 'README.md'], '--inputs: Expected a JSON object with credentials'],
  [[...URL_GIVEN, '--token', 'x', '--probes', '0'], '--probes must be a whole number from 1 to'],
  [[...URL_GIVEN, '--token', 'x', '--seed', SECRET], '--seed must be a whole number from 0 to'],
  [[...URL_GIVEN, '--token', 'x', '--junit', '/none/x.xml'], '--junit must be a file in a folder that is there'],
  [[...URL_GIVEN, '--token', 'x', '--json', 'scripts'], '--json must be a file in a folder that is there'],
])('a wrong command line is told, and no secret repeated: %j', async (args, told) => {
  const error = await readOptions(args, {}).catch((thrown: Error) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  expect((error as Error).message).toContain(told);
  expect((error as Error).message).not.toContain('verysecret');
});

test('the credential is the first that is given', async () => {
  const folder = await temporaryFolder();
  const [file, inputs] = [join(folder, 'token'), join(folder, 'inputs.json')];
  await writeFile(file, ' from-file\n');
  await writeFile(inputs, '{"vendor": "from-inputs"}');
  const all = ['--token', 'from-line', '--token-file', file, '--inputs', inputs];
  const credentialOf = async (args: string[], environment = {}) =>
    (await readOptions([...URL_GIVEN, ...args], environment)).credential;
  expect(await credentialOf(all, { API_TOKEN: 'from-environment' })).toBe('from-line');
  expect(await credentialOf(all.slice(2), { API_TOKEN: 'from-environment' })).toBe('from-file');
  expect(await credentialOf(all.slice(4), { API_TOKEN: 'from-environment' })).toBe('from-environment');
  expect(await credentialOf(all.slice(4), { API_TOKEN: '' })).toBe('from-inputs');
  expect(await credentialOf([], { CLIENT_TOKEN: 'from-role' })).toBe('from-role');
  expect(await credentialOf(['--mock'])).toBe('any');
});

test.each([
  ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
  ['HTTPS://Example.org', 'https://example.org'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
])('an origin is taken as it is written: %s', async (given, origin) => {
  const { url, seed, probes, workflows } = await readOptions(['--url', given, '--token', 'x'], {});
  expect({ url, probes, workflows }).toEqual({ url: origin, probes: 2000, workflows: true });
  expect(seed).toBeLessThan(2 ** 31);
});
