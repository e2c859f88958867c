import type { ServerOptions as Options, RunningServer as Running } from '../../server/index.ts';
import { load } from './tools.ts';

/** The configuration of a server, as its environment variables have it. */
export type ServerOptions = Omit<Options, 'logger' | 'store'>;

export type RunningServer = Pick<Running, 'url' | 'config' | 'close'>;

/**
 * Starts the reference server, by default with sample data in `./data`. What it takes beyond the client is fetched when it
 * is called first.
 * @throws Error where it cannot start; nothing is left open then.
 */
export async function createServer(options: ServerOptions = {}): Promise<RunningServer> {
  const server = await load<typeof import('../../server/index.ts')>('server', 'server/index.js', 'createServer');
  return server.createServer(options);
}
