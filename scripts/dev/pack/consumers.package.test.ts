import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Project, project } from './testing/project.ts';

const CREATE = `
const client = createClient({ baseUrl: process.env.API_URL, token: process.env.API_TOKEN });
const token = await client.createApiToken({ name: 'From a package' });
console.log(token.id);
`;
const ESM = `import { createClient } from 'marketplace-api-tokens';\n${CREATE}`;
const COMMONJS = `import('marketplace-api-tokens').then(async ({ createClient }) => {${CREATE}});`;
const TYPED = `
import { type ApiTokenCreated, ApiProblem, createClient, rql } from 'marketplace-api-tokens';
import type { ApiToken, paths } from 'marketplace-api-tokens/types';
import type { components as Before } from 'marketplace-api-tokens/types/1.0.0';
import type { components as After } from 'marketplace-api-tokens/types/1.1.0';
import { finishRotation, stopLeaked } from 'marketplace-api-tokens/credentials';
import { createMock } from 'marketplace-api-tokens/mock';
import { createServer } from 'marketplace-api-tokens/server';
import { createJudge, verify } from 'marketplace-api-tokens/testing';
import contract from 'marketplace-api-tokens/openapi.json' with { type: 'json' };

export const filter = rql.eq('status', 'Active');
export const status: Before['schemas']['TokenStatus'] & After['schemas']['TokenStatus'] = 'Active';
export type Operation = paths['/public/v1/accounts/api-tokens'];
export const version: string = contract.info.version;
export const all = [finishRotation, stopLeaked, createMock, createServer, createJudge, verify, ApiProblem];
declare const env: Record<string, string>;
const created: ApiTokenCreated = await createClient({ baseUrl: 'http://127.0.0.1', token: '' }).createApiToken({ name: 'x' });
export const token: Pick<ApiToken, 'id'> = created;
`;

/** Server and mock, with a credential for each. */
async function targets(of: Project): Promise<{ API_URL: string; API_TOKEN: string }[]> {
  const server = await of.listening('serve', '--port', '0', '--database', 'sqlite:./my data/tokens.db');
  const credentials = JSON.parse(await readFile(join(of.folder, 'my data/credentials.json'), 'utf8'));
  const mock = await of.listening('mock', '--port', '0');
  return [
    { API_URL: server.url, API_TOKEN: credentials['TKN-3803-0001'] },
    { API_URL: mock.url, API_TOKEN: 'any' },
  ];
}

test('Node, Deno and Bun create a token with it, as ESM and from CommonJS, on server and mock', async () => {
  const files = { 'esm.js': ESM, 'common.cjs': COMMONJS };
  const consumer = await project(files, ['deno', 'bun', 'node@20']);
  const bin = (name: string) => join(consumer.folder, 'node_modules/.bin', name);
  for (const environment of await targets(consumer)) {
    const programs: [command: string, ...args: string[]][] = [
      [process.execPath, 'esm.js'],
      [process.execPath, 'common.cjs'],
      [bin('node'), 'esm.js'],
      [bin('deno'), 'run', '--allow-all', 'esm.js'],
      [bin('bun'), 'esm.js'],
    ];
    for (const [command, ...args] of programs) {
      const said = await consumer.run(command, args, environment);
      expect(said, `${command} ${args}`).toMatchObject({ code: 0, out: expect.stringMatching(/^TKN-/) });
    }
  }
  const { out } = await consumer.run(bin('node'), ['--version']);
  expect(out).toMatch(/^v20\./);
});

test('what needs a newer Node says so in one sentence, and the rest runs', async () => {
  const consumer = await project({}, ['node@20']);
  const node = join(consumer.folder, 'node_modules/.bin/node');
  const command = 'node_modules/marketplace-api-tokens/scripts/cli/index.js';
  const { code, problems } = await consumer.run(node, [command, 'serve']);
  expect([code, problems]).toEqual([
    1,
    expect.stringMatching(/^serve needs Node 24\.18 or newer and was started with v20\.[^\n]+\n$/),
  ]);
  expect((await consumer.run(node, [command, 'spec', 'rules.json'])).code).toBe(0);
});

test.for([
  ['nodenext', { module: 'nodenext', moduleResolution: 'nodenext' }],
  ['bundler', { module: 'esnext', moduleResolution: 'bundler', resolveJsonModule: true }],
] as const)('TypeScript compiles against it, strictly, types of packages included: %s', async ([, options]) => {
  const compilerOptions = {
    ...options,
    target: 'es2022',
    lib: ['es2023', 'dom', 'dom.iterable'],
    strict: true,
    noEmit: true,
    types: [],
  };
  const files = { 'index.ts': TYPED, 'tsconfig.json': JSON.stringify({ compilerOptions, files: ['index.ts'] }) };
  const consumer = await project(files, ['typescript@5.9.3']);
  expect(await consumer.run('npx', ['tsc'])).toMatchObject({ code: 0, out: '' });
});

test('a bundler leaves out what is not used', async () => {
  const consumer = await project({ 'index.js': "export { createClient } from 'marketplace-api-tokens';" }, ['esbuild']);
  const bundle = ['esbuild', 'index.js', '--bundle', '--minify', '--format=esm', '--platform=browser'];
  const { out } = await consumer.run('npx', bundle);
  expect(out).toContain('/public/v1/accounts/api-tokens');
  expect(out).not.toContain('[replaces ');
});

test('npx runs the mock in an empty folder, and the second time at once', async () => {
  const consumer = await project();
  const first = await consumer.listening('mock', '--port', '0');
  const answer = await fetch(`${first.url}/public/v1/accounts/api-tokens`, {
    headers: { Authorization: 'Bearer any' },
  });
  expect(answer.status).toBe(200);
  const second = await consumer.listening('mock', '--port', '0');
  expect(second.said()).not.toContain('npm fetches');
  const { code, problems } = await consumer.run('npx', ['marketplace-api-tokens', 'mock', '--prt']);
  expect([code, problems]).toEqual([2, expect.stringContaining('Usage: npx marketplace-api-tokens mock')]);
});

test('the tools of a project are used in place of those that would be fetched', async () => {
  const consumer = await project({
    'embed.js':
      "import { createServer } from 'marketplace-api-tokens/server';\nconst server = await createServer({ port: 0, databaseUrl: 'sqlite::memory:', credentialsFile: './credentials.json', logLevel: 'silent' });\nconsole.log(server.url);\nawait server.close();",
  });
  const tools = join(consumer.folder, 'node_modules/marketplace-api-tokens/tools/marketplace-api-tokens-tools.tgz');
  expect((await consumer.run('npm', ['install', '--no-audit', '--no-fund', '--omit=optional', tools])).code).toBe(0);
  const said = await consumer.run(process.execPath, ['embed.js'], { MARKETPLACE_API_TOKENS_CACHE: '/nowhere' });
  expect(said).toMatchObject({ code: 0, problems: '', out: expect.stringMatching(/^http:\/\/127/) });
});

test('without a registry, it says in a sentence what it could not do', async () => {
  const consumer = await project();
  const cache = join(consumer.folder, 'cache');
  const environment = {
    MARKETPLACE_API_TOKENS_CACHE: cache,
    npm_config_offline: 'true',
    npm_config_cache: join(consumer.folder, 'npm'),
  };
  const { code, problems } = await consumer.run('npx', ['marketplace-api-tokens', 'serve'], environment);
  expect(code).toBe(1);
  expect(problems).toContain('npm could not fetch what serve takes: ');
});
