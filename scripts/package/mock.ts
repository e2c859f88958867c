import type { Mock, MockOptions } from '../../mock/examples/server.ts';
import { load } from './tools.ts';

export type { Mock, MockOptions };

/** What is not given is as the command has it. */
export interface SandboxOptions {
  /** 127.0.0.1 unless given. */
  host?: string;
  /** 4010 unless given; 0 is any free one. */
  port?: number;
  /** What is in it at first, in place of the sample data and the examples of the contract. */
  seedFile?: string;
  /** Where the credentials of the first tokens are written. */
  credentialsFile?: string;
  /** Whether a bearer token that is no credential acts as an Operations token; it does unless told otherwise. */
  anyBearer?: boolean;
  /** Requests a minute for each credential; 0 is no limit. */
  rateLimit?: number;
  /** Whether other machines may control it. */
  allowRemoteControls?: boolean;
}

export interface Sandbox {
  /** The origin that it listens on. */
  url: string;
  close(): Promise<void>;
}

/**
 * Starts the sandbox: the API with all its rules, in memory; `sandboxAt(url)` of `./testing` has its controls. What it takes
 * beyond the client is fetched when it is called first.
 * @throws what `listen` throws, such as EADDRINUSE.
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const module = 'mock/sandbox/server.js';
  const loaded = await load<typeof import('../../mock/sandbox/server.ts')>('testing', module, 'createSandbox');
  return loaded.createSandbox(options);
}

/**
 * Starts the mock: every answer is an example of the contract. What it takes beyond the client is fetched when it is called
 * first.
 * @throws what `listen` throws, such as EADDRINUSE.
 */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  const mock = await load<typeof import('../../mock/examples/server.ts')>(
    'testing',
    'mock/examples/server.js',
    'createMock',
  );
  return mock.createMock(options);
}
