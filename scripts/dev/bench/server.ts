import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/** A server in a process of its own, so that what it costs is not what measuring costs. */
export interface BenchedServer {
  url: string;
  /** The credential of a seeded token. */
  credential(tokenId: string): string;
  stop(): Promise<void>;
}

/** Starts the server on the database of a folder. */
export async function startServer(folder: string): Promise<BenchedServer> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    env: { ...process.env, PORT: '0', DATABASE_URL: `sqlite:${folder}/tokens.db`, LOG_LEVEL: 'info', RATE_LIMIT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await boundUrl(child);
  const credentials: Record<string, string> = JSON.parse(await readFile(`${folder}/credentials.json`, 'utf8'));
  return {
    url,
    credential: (tokenId) => credentials[tokenId] ?? '',
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function boundUrl(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The server has no output.');
  const lines = createInterface(child.stdout);
  for await (const line of lines) {
    const url = /"url":"([^"]+)"/.exec(line)?.[1];
    if (!url) continue;
    child.stdout.resume();
    return url;
  }
  throw new Error('The server did not start.');
}
