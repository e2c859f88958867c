#!/usr/bin/env node
/** The command `marketplace-api-tokens`. It loads nothing before it knows that this Node can run it. */
const NEEDED = 20;
const [major = 0] = process.versions.node.split('.').map(Number);

if (major < NEEDED) {
  console.error(`This needs Node ${NEEDED} or newer and was started with ${process.version}.`);
  process.exitCode = 1;
} else {
  const { main } = await import('./main.ts');
  const code = await main(process.argv.slice(2));
  // What a command that goes on has set by then stays.
  process.exitCode ??= code;
}

export {};
