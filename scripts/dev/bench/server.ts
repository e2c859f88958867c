import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Usage, usageOf } from './usage.ts';

const ROOT = new URL('../../..', import.meta.url).pathname;
const REPORT = new URL('report-usage.mjs', import.meta.url).pathname;
const PEERS = 'scripts/dev/bench/peers';
const KEEPING = ['--import', './scripts/require-node.mjs'];

/** How `npm start` starts it, without npm. */
const [, ...START] = createRequire(import.meta.url)('../../../package.json').scripts.start.split(' ') as string[];

/** On a busy machine a search of a million names takes longer than by default it may. */
const ENVIRONMENT = { PORT: '0', STATEMENT_TIMEOUT: '60' };

/** What is measured: the arguments of Node for each. What was compiled is kept from start to start for all of them. */
export const SIDES = {
  'this server': START,
  raw: [...KEEPING, `${PEERS}/raw.ts`],
  fastify: [...KEEPING, `${PEERS}/fastify.ts`],
  'README stack': [...KEEPING, `${PEERS}/readme-stack.ts`],
  'this server, 200 more operations': ['scripts/dev/bench/with-more-operations.ts'],
} as const satisfies Record<string, readonly string[]>;

export type Side = keyof typeof SIDES;

/** A server in a process of its own, so that what it costs is not what measuring costs. */
export interface BenchedServer {
  side: Side;
  url: string;
  /** The credential of a seeded token. */
  credential(tokenId: string): string;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

export interface StartOptions {
  /** With `tokens.db`, its key file and `credentials.json`. */
  folder: string;
  /** Where it runs; undefined is whatever the system chooses. */
  cores: readonly number[] | undefined;
  /** Variables beside those that every side is started with, or in place of them. */
  environment?: Readonly<Record<string, string>> | undefined;
}

/** Starts a side on a database. @throws Error where it ends instead of listening. */
export async function startServer(side: Side, { folder, cores, environment }: StartOptions): Promise<BenchedServer> {
  const node = [process.execPath, '--import', REPORT, ...SIDES[side]];
  const [command = '', ...rest] = cores ? ['taskset', '-c', cores.join(','), ...node] : node;
  const child = spawn(command, rest, {
    cwd: ROOT,
    env: { ...ENVIRONMENT, PATH: process.env.PATH, DATABASE_URL: `sqlite:${folder}/tokens.db`, ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const end = () => void child.kill('SIGKILL');
  process.once('exit', end);
  const url = await boundUrl(side, child);
  const credentials: Record<string, string> = JSON.parse(await readFile(`${folder}/credentials.json`, 'utf8'));
  return {
    side,
    url,
    credential: (tokenId) => credentials[tokenId] ?? '',
    usage: () => usageOf(child),
    async stop() {
      process.off('exit', end);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** From the first line that names it; what comes after is thrown away, as what reads a log takes it at once. */
function boundUrl(side: Side, child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const read = (chunk: Buffer) => {
      text += chunk;
      const [, url] = /"url":"([^"]+)"/.exec(text) ?? [];
      if (url === undefined) return;
      child.stdout?.off('data', read).resume();
      resolve(url);
    };
    child.stdout?.on('data', read);
    child.once('exit', (code, signal) => reject(new Error(`${side} ended instead of listening (${code ?? signal}).`)));
  });
}
