import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { memoryStore } from '../core/memory/store.ts';
import type { Vault } from '../core/ports/vault.ts';
import { createLogger } from '../http/log.ts';
import { createServer, type RunningServer, type ServerOptions } from '../index.ts';
import { assertKeepsContract } from './contract.ts';
import { patientDatabase, testKeys } from './postgres/databases.ts';

/** Starts a server with the options of a test. @param folder Where files may be, until the test is over. */
export type StartHost = (options: ServerOptions, folder: string, cleanUp: CleanUp) => Promise<Started>;

/** What a host has started; credentials in its store are under its vault. */
export interface Started extends Pick<RunningServer, 'url' | 'store' | 'close'> {
  keyring: Vault;
}

/** How each host of the rules' tests starts; .config/vitest.ts and vitest.hosts.ts say which run. */
const START = new Map<Host, StartHost>([
  ['sqlite', (options) => createServer({ databaseUrl: 'sqlite::memory:', ...options })],
  [
    'file',
    (options, folder) => {
      return createServer(options.store ? options : { databaseUrl: `sqlite:${join(folder, 'tokens.db')}`, ...options });
    },
  ],
  ['memory', (options) => createServer({ store: memoryStore(), ...options })],
  [
    'postgres',
    async (options, _folder, cleanUp) => {
      if (options.store) return createServer(options);
      return createServer({ databaseUrl: await patientDatabase(cleanUp), tokenKeys: testKeys(), ...options });
    },
  ],
]);

export type Host = 'postgres' | 'sqlite' | 'memory' | 'file' | 'sandbox' | 'msw';

/** Says how a host starts that stands above the server; the setup of the tests does. */
export function provideHost(host: Host, start: StartHost): void {
  START.set(host, start);
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the tests of rules run; other tests say nothing. */
    host?: Host;
  }
}

/** Tokens of the sample data, by what they may do. */
export const SAMPLE = {
  operations: 'TKN-1671-0642',
  powerless: 'TKN-1671-0700',
  vendor: 'TKN-5263-0001',
  client: 'TKN-3803-0001',
  disabled: 'TKN-3803-0002',
  deleted: 'TKN-3803-0003',
  otherClient: 'TKN-7715-0001',
} as const;

export const ACCOUNTS = {
  operations: 'ACC-1671-0642',
  vendor: 'ACC-5263-8840',
  client: 'ACC-3803-7263',
  otherClient: 'ACC-7715-2904',
} as const;

export interface Call {
  /** Who calls: a sample token, a credential, or nobody. */
  as?: keyof typeof SAMPLE | { credential: string } | undefined;
  headers?: Record<string, string>;
  /** Text and bytes are sent as they are, anything else as JSON. */
  body?: unknown;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts what it reads, the type would only repeat it.
  body: any;
}

export interface TestServer extends Started {
  credentials: Record<string, string>;
  /** Everything logged so far. */
  log(): string;
  /** Calls over HTTP and checks the answer, header included, against the contract. */
  call(method: string, path: string, call?: Call): Promise<Answer>;
}

/** When to clean up: after a test (`onTestFinished`), or after all tests of a file (`afterAll`). */
export type CleanUp = (work: () => Promise<void>) => void;

/** A folder that is gone after the test. */
export async function temporaryFolder(cleanUp: CleanUp = onTestFinished): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'api-tokens-'));
  cleanUp(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts the host of the test with the sample data, in memory unless told otherwise; it stops with the test. */
export async function startServer(options: ServerOptions = {}, cleanUp: CleanUp = onTestFinished): Promise<TestServer> {
  const credentialsFile = options.credentialsFile ?? join(await temporaryFolder(cleanUp), 'credentials.json');
  const lines: string[] = [];
  const logger = createLogger(options.logLevel ?? 'trace', { write: (line) => void lines.push(line) });
  const start = startOf(inject('host') ?? 'sqlite');
  const server = await start({ port: 0, ...options, credentialsFile, logger }, dirname(credentialsFile), cleanUp);
  cleanUp(() => server.close());
  const credentials: Record<string, string> = JSON.parse(await readFile(credentialsFile, 'utf8').catch(() => '{}'));
  return {
    ...server,
    credentials,
    log: () => lines.join(''),
    call: (method, path, call = {}) => send(server.url, credentials, method, path, call),
  };
}

function startOf(host: Host): StartHost {
  const start = START.get(host);
  if (!start) throw new Error(`Nobody says how to start ${host}: run the tests with --config .config/vitest.ts.`);
  return start;
}

async function send(
  url: string,
  credentials: Record<string, string>,
  method: string,
  path: string,
  { as, headers = {}, body }: Call,
): Promise<Answer> {
  const credential = typeof as === 'object' ? as.credential : as && credentials[SAMPLE[as]];
  const isRaw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  const sent = isRaw ? body : JSON.stringify(body);
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(credential !== undefined && { Authorization: `Bearer ${credential}` }),
      ...(body !== undefined && !('content-type' in headers) && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(sent !== undefined && { body: sent as BodyInit }),
  });
  const text = await response.text();
  const isJson = /json(?!l)/.test(response.headers.get('content-type') ?? '') && text !== '';
  const answer = {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
  await assertKeepsContract(method, path, answer, sent);
  return answer;
}
