import { spawnSync } from 'node:child_process';

/** Which cores who runs on; undefined is whatever the system chooses. */
export interface Cores {
  /** One, for a server. */
  server: number[] | undefined;
  /** Two, for a server that may have them. */
  two: number[] | undefined;
  /** All that there are, for several servers. */
  all: number[] | undefined;
  /** For a reader of `RESULTS.md`. */
  note: string;
}

/** Chooses cores, and keeps this process, which makes the load, on what a server does not have. */
export function chooseCores(): Cores {
  const own = String(process.pid);
  const { stdout } = spawnSync('taskset', ['-cp', own], { encoding: 'utf8' });
  const [first, second, ...rest] = parseCores(stdout ?? '');
  if (first === undefined) {
    return {
      server: undefined,
      two: undefined,
      all: undefined,
      note: 'no `taskset` here: nothing is pinned to a core',
    };
  }
  if (second === undefined) {
    return { server: [first], two: undefined, all: [first], note: 'one core for server and load together' };
  }
  const load = rest.length > 0 ? rest : [second];
  spawnSync('taskset', ['-acp', load.join(','), own]);
  const shared = rest.length > 0 ? '' : '; with two cores, it shares the second one with the load';
  return {
    server: [first],
    two: [first, second],
    all: [first, second, ...rest],
    note: `each server is pinned to one core with \`taskset\`, the load runs on another${shared}`,
  };
}

/** A list of cores as `taskset -cp` ends with one: `0-2,8` → 0, 1, 2, 8; none where there is none. */
export function parseCores(text: string): number[] {
  const [list = ''] = /[\d,-]+\s*$/.exec(text) ?? [];
  return list.split(',').flatMap((part) => {
    const [, from, to = from] = /^(\d+)(?:-(\d+))?\s*$/.exec(part) ?? [];
    if (from === undefined) return [];
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => Number(from) + index);
  });
}
