import { parseArgs } from 'node:util';

/** What a run of the bench is to do. */
export interface Run {
  /** Names of parts; all of them where the command line has none. */
  parts: readonly string[];
  isQuick: boolean;
}

/** @throws Error that names what is there to choose from. */
export function readCommandLine(words: readonly string[], known: readonly string[]): Run {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false } },
  });
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}. The parts are ${known.join(', ')}.`);
  return {
    parts: known.filter((name) => positionals.length === 0 || positionals.includes(name)),
    isQuick: values.quick,
  };
}
