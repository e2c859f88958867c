/** The process of `one-process.ts`: a message is what to run, the answer to it how the run of that ended. */
import type { Ended, Run } from './one-process.ts';

const [, , command] = process.argv;

let run = 0;
let ended: Ended | undefined;

for (const [stream, name] of [
  [process.stdout, 'out'],
  [process.stderr, 'problems'],
] as const) {
  Object.assign(stream, {
    write(text: string | Uint8Array): boolean {
      if (ended) ended[name] += text;
      return true;
    },
  });
}

function end(code: unknown): void {
  if (!ended) return;
  process.send?.({ ...ended, code: Number(code ?? 0) });
  ended = undefined;
  process.channel?.ref();
}

// A command ends its process, or ends with it when nothing is left to do: here the process stays.
Object.assign(process, { exit: (code: unknown) => end(code ?? process.exitCode) });
process.on('beforeExit', () => {
  const which = run;
  // The command's own listeners come first, and may tell another code.
  if (ended) setImmediate(() => run === which && end(process.exitCode));
});

process.on('message', async ({ words, env }: Run) => {
  ended = { code: 0, out: '', problems: '' };
  process.exitCode = undefined;
  process.argv = [process.execPath, String(command), ...words];
  Object.assign(process.env, env);
  // What waits for the next message is not left to do.
  process.channel?.unref();
  // The query has it run again; what it imports is loaded.
  await import(`${command}?run=${++run}`);
});
