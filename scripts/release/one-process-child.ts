/** The process of `one-process.ts`: a message is a command line of `redocly`, the answer to it how that ended. */
import type { Ended } from './one-process.ts';

const CLI = new URL('../../node_modules/@redocly/cli/lib/index.js', import.meta.url);

let runs = 0;
let written = '';

function write(text: string | Uint8Array): boolean {
  written += text;
  return true;
}
Object.assign(process.stdout, { write });
Object.assign(process.stderr, { write });

// A run ends its process, at the latest when nothing is left to do: then it has ended, and the process stays.
Object.assign(process, {
  exit(code: number) {
    const ended: Ended = { code, written };
    process.channel?.ref();
    process.send?.(ended);
  },
});

process.on('message', async (args: string[]) => {
  written = '';
  process.argv = [process.execPath, CLI.pathname, ...args];
  // What waits for the next message is not left to do.
  process.channel?.unref();
  // The query has it run again; what it imports is loaded.
  await import(`${CLI.href}?run=${++runs}`);
});
