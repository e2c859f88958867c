import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createMock } from '../mock/examples/server.ts';
import { createServer } from '../server/index.ts';

/** What the page's tests run against, each on another origin than the page. */
export interface Target {
  name: string;
  baseUrl: string;
  /** A credential that may manage tokens. */
  token: string;
}

type Running = Target & { close(): Promise<void> };

declare module 'vitest' {
  interface ProvidedContext {
    targets: Target[];
  }
}

/** Starts what the pages call. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running = [await startMock(), await startServer()];
  project.provide(
    'targets',
    running.map(({ name, baseUrl, token }) => ({ name, baseUrl, token })),
  );
  return async () => {
    await Promise.all(running.map((target) => target.close()));
  };
}

async function startMock(): Promise<Running> {
  const mock = await createMock({ port: 0 });
  return { name: 'the mock', baseUrl: mock.url, token: 'any', close: () => mock.close() };
}

/** The reference server with the sample data, in memory, open to every origin. */
async function startServer(): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'api-tokens-'));
  const credentialsFile = join(folder, 'credentials.json');
  const server = await createServer({
    port: 0,
    databaseUrl: 'sqlite::memory:',
    corsOrigins: ['*'],
    credentialsFile,
    logLevel: 'silent',
  });
  const credentials: Record<string, string> = JSON.parse(await readFile(credentialsFile, 'utf8'));
  await rm(folder, { recursive: true });
  return {
    name: 'the server',
    baseUrl: server.url,
    token: credentials['TKN-3803-0001'] ?? '',
    close: () => server.close(),
  };
}
