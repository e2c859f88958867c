import { load } from './tools.ts';

/** What is not given is as the server has it; each is what the environment variable of its name says. */
export interface ServerOptions {
  /** 127.0.0.1 unless given. */
  host?: string;
  /** 8080 unless given; 0 is any free one. */
  port?: number;
  /** `sqlite:<file>` or `sqlite::memory:`; `sqlite:./data/tokens.db` unless given. */
  databaseUrl?: string;
  /** What an empty database is filled with; `none` is nothing. */
  seedFile?: string;
  /** Where the credentials of seeded tokens are written. */
  credentialsFile?: string;
  logLevel?: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** In bytes. */
  bodyLimit?: number;
  /** Requests a minute for each credential; 0 is no limit. */
  rateLimit?: number;
  /** Requests a minute for all credentials of an account together; 0 is no limit. */
  accountRateLimit?: number;
  /** In seconds; 0 is no limit. */
  responseTimeout?: number;
  /** Tokens that are not deleted, for each account; 0 is no limit. */
  tokensPerAccount?: number;
  /** Seconds that a list may take to be read; 0 is no limit. */
  statementTimeout?: number;
  /** The most records of a stream. */
  streamLimit?: number;
  /** Origins whose pages may call; `*` is every origin. */
  corsOrigins?: string[];
  /** The origin that the served contract names. */
  publicUrl?: string;
}

export interface RunningServer {
  /** Origin of the address that is actually bound. */
  url: string;
  /** Where the credentials of seeded tokens are, and the rest of its configuration. */
  config: { readonly credentialsFile: string };
  /** Finishes what runs, refuses what comes, closes the database; within 10 seconds. */
  close(): Promise<void>;
}

/**
 * Starts the reference server, by default with sample data in `./data`. What it takes beyond the client is fetched when it
 * is called first.
 * @throws Error where it cannot start; nothing is left open then.
 */
export async function createServer(options: ServerOptions = {}): Promise<RunningServer> {
  const server = await load<typeof import('../../server/index.ts')>('server', 'server/index.js', 'createServer');
  return server.createServer(options);
}
