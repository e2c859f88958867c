import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Faults, Latency, NextAnswer } from '../../mock/engine/faults.ts';
import { UsageError } from './command.ts';

export interface SandboxValues {
  strict?: boolean;
  state?: string;
  clock?: string;
  latency?: string;
  errorShare?: string;
  cutShare?: string;
  rateLimit?: string;
  next?: string[];
  allowRemoteControls?: boolean;
}

/** What is controlled before the first request. */
export interface FirstControls {
  clock: string | undefined;
  faults: Faults;
  rateLimit: number;
  /** operationId → its next answers. */
  next: Record<string, NextAnswer[]>;
}

/** The options of the sandbox; each is also a control over HTTP. */
export function sandboxOptions(command: Command): Command {
  return command
    .option('--strict', 'every bearer token has to be a credential; without it, any other acts as an Operations token')
    .option('--state <file>', 'begins with what the file has, if it is there, and writes it when it stops')
    .option('--clock <time>', 'what time it is at first, such as 2026-06-22T12:00:00Z')
    .option('--latency <ms>', 'how long each answer takes, such as 200 or 100-800')
    .option('--error-share <share>', 'how many requests are answered with 500, such as 0.05')
    .option('--cut-share <share>', 'how many lose their connection, such as 0.01')
    .option('--rate-limit <requests>', 'how many a minute each credential may send')
    .option('--next <operation=statuses...>', 'what its next requests are answered, such as createApiToken=429,429,500')
    .option('--allow-remote-controls', 'lets other machines control it, where HOST lets them in');
}

/** @throws UsageError */
export function readControls(values: SandboxValues): FirstControls {
  const { clock, latency, errorShare, cutShare, rateLimit, next = [] } = values;
  if (clock !== undefined && Number.isNaN(Date.parse(clock))) {
    throw new UsageError('--clock must be a point in time, such as 2026-06-22T12:00:00Z.');
  }
  return {
    clock,
    faults: {
      ...(latency !== undefined && { latency: readLatency(latency) }),
      ...(errorShare !== undefined && { errorShare: readShare('--error-share', errorShare) }),
      ...(cutShare !== undefined && { cutShare: readShare('--cut-share', cutShare) }),
    },
    rateLimit: rateLimit === undefined ? 0 : readCount(rateLimit),
    next: Object.fromEntries(next.map(readNext)),
  };
}

function readLatency(text: string): Latency {
  const [, from, to] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text) ?? [];
  if (from === undefined) throw new UsageError('--latency must be milliseconds, such as 200 or 100-800.');
  return to === undefined ? Number(from) : { from: Number(from), to: Number(to) };
}

function readShare(name: string, text: string): number {
  const share = Number(text);
  if (!(text !== '' && share >= 0 && share <= 1)) throw new UsageError(`${name} must be a number from 0 to 1.`);
  return share;
}

function readCount(text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw new UsageError('--rate-limit must be a number of requests a minute, 0 for no limit.');
  return Number(text);
}

function readNext(text: string): [string, NextAnswer[]] {
  const [, operation = '', statuses = ''] = /^(\w+)=((?:\d{3}|cut)(?:,(?:\d{3}|cut))*)$/.exec(text) ?? [];
  if (operation === '') throw new UsageError('--next must be like createApiToken=429,429,500 (a status, or cut).');
  return [operation, statuses.split(',').map((status) => ({ status: status === 'cut' ? status : Number(status) }))];
}

/** The state that a file has; undefined where there is no file. @throws Error that names it, where it has none. */
export async function readState(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new Error(`The state cannot be read from ${file} (${error.code}).`, { cause: error });
  });
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not JSON: it holds no state of a sandbox.`, { cause });
  }
}

export async function writeState(file: string, state: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(state, null, 2)}\n`);
}
