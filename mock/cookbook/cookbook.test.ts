import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSandbox } from '../sandbox/server.ts';

const HERE = new URL('./', import.meta.url);
const ORIGIN = 'http://127.0.0.1:4010';

const pages = (await readdir(HERE)).filter((name) => name.endsWith('.md'));

/** The commands of a page, and the status that each says it is answered with. */
async function commandsOf(page: string) {
  const text = await readFile(new URL(page, HERE), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
  return blocks.flatMap((block) => {
    const commands = block.replaceAll('\\\n', ' ').match(/^for [\s\S]*?^done$|^.+$/gm) ?? [];
    return commands.map((command) => ({ command, status: / # (\d{3})$/.exec(command)?.[1] }));
  });
}

const withCommands: { page: string; commands: Awaited<ReturnType<typeof commandsOf>> }[] = [];
for (const page of pages) {
  const commands = await commandsOf(page);
  if (commands.length > 0) withCommands.push({ page, commands });
}

describe('a page of the cookbook', () => {
  it.each(withCommands)('$page is true', async ({ commands }) => {
    const sandbox = await createSandbox({ port: 0 });
    onTestFinished(() => sandbox.close());
    const folder = await mkdtemp(join(tmpdir(), 'cookbook-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    for (const { command, status } of commands) {
      const asked = status === undefined ? command : command.replace(/^curl /, "curl -s -w '\\n%{http_code}' ");
      const { stdout } = await promisify(execFile)('sh', ['-c', asked.replaceAll(ORIGIN, sandbox.url)], {
        cwd: folder,
      });
      expect([command, stdout.split('\n').at(-1)]).toEqual([command, status ?? '']);
    }
  });

  it('is in the index', async () => {
    const index = await readFile(new URL('README.md', HERE), 'utf8');
    const linked = [...index.matchAll(/\]\((\S+\.md)\)/g)].map(([, name]) => name);
    expect(linked.sort()).toEqual(pages.filter((name) => name !== 'README.md').sort());
  });
});
