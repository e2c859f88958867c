import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a process has used: of the processor since it began (in all its threads, user and system), and of memory now. */
export interface Usage {
  cpuMicroseconds: number;
  rssBytes: number;
}

/** @throws TypeError for what `report-usage.mjs` does not send. */
export function parseUsage(message: unknown): Usage {
  const { cpu, rss } = (message ?? {}) as { cpu?: Partial<NodeJS.CpuUsage>; rss?: unknown };
  if (typeof cpu?.user !== 'number' || typeof cpu.system !== 'number' || typeof rss !== 'number') {
    throw new TypeError('A server must report its usage as { cpu: { user, system }, rss }.');
  }
  return { cpuMicroseconds: cpu.user + cpu.system, rssBytes: rss };
}

/** Asks a process that was started with `report-usage.mjs`. */
export async function usageOf(child: ChildProcess): Promise<Usage> {
  const answered = once(child, 'message');
  child.send('usage');
  const [message] = await answered;
  return parseUsage(message);
}
