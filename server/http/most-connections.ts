import { readFile } from 'node:fs/promises';

/** What the process has open besides: the database with its threads, the log, libraries. */
const KEPT = 96;
/** Where there are few descriptors, half of them. */
const SHARE = 2;

/**
 * How many connections a process may have open, so that none takes the descriptor that its database needs: where they are used
 * up, nothing can be read or written, not even by those who are connected. Undefined where the system does not say how
 * many there are (it does on Linux).
 */
export async function mostConnections(): Promise<number | undefined> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  const [, descriptors] = /^Max open files +(\d+)/m.exec(limits) ?? [];
  if (descriptors === undefined) return undefined;
  return Math.max(1, Number(descriptors) - Math.min(KEPT, Math.floor(Number(descriptors) / SHARE)));
}
