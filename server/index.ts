import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Config, readConfig } from './config.ts';
import { operationHandlers } from './core/operations.ts';
import type { Store } from './core/ports/store.ts';
import { authenticator } from './core/tokens/authentication.ts';
import { LastAccess } from './core/tokens/last-access.ts';
import { TokenService } from './core/tokens/service.ts';
import { createApp } from './http/app.ts';
import { contractValidation, loadDocument } from './http/contract.ts';
import { createLogger, type Logger } from './http/log.ts';
import { toOriginForm } from './http/origin.ts';
import { answerParserFailures } from './http/parser-failures.ts';
import { warmUp } from './http/warm-up.ts';
import { openKeyring } from './open-keyring.ts';
import type { Keyring } from './secrets/keyring.ts';
import { loadSeed } from './seed/load.ts';
import { readSeed } from './seed/read.ts';
import { openStore } from './store/index.ts';

export type { Config } from './config.ts';

/** Room for a query of 14,000 bytes beside the headers (behaviour page, section 5). */
const MAX_HEADER_BYTES = 32 * 1024;
const STOP_WITHIN_MS = 8_000;
const SWEEP_EVERY_MS = 50;

export interface ServerOptions extends Partial<Config> {
  /** Where the log goes; by default to the standard output, at `logLevel`. */
  logger?: Logger;
}

export interface RunningServer {
  /** Origin of the address that is actually bound. */
  url: string;
  config: Config;
  store: Store;
  keyring: Keyring;
  /** Finishes what runs, refuses what comes, closes the database; within 10 seconds. */
  close(): Promise<void>;
}

/**
 * Starts the reference server: for `npm start`, for embedding, and for tests. Options not given are those of an empty
 * environment.
 * @throws Error, SeedError where it cannot start; nothing is left open then.
 */
export async function createServer({ logger: givenLogger, ...options }: ServerOptions = {}): Promise<RunningServer> {
  const config = { ...readConfig({}), ...options };
  const logger = givenLogger ?? createLogger(config.logLevel);
  const store = await openStore(config.databaseUrl);
  try {
    const keyring = await openKeyring(config, store);
    await seedIfEmpty(config, store, keyring);
    return await serve({ config, store, keyring, logger });
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function seedIfEmpty(config: Config, store: Store, keyring: Keyring): Promise<void> {
  if (config.seedFile === 'none' || !(await store.accounts.isEmpty()) || !(await store.modules.isEmpty())) return;
  await loadSeed(await readSeed(config.seedFile), { store, keyring, credentialsFile: config.credentialsFile });
}

interface Parts {
  config: Config;
  store: Store;
  keyring: Keyring;
  logger: Logger;
}

async function serve({ config, store, keyring, logger }: Parts): Promise<RunningServer> {
  const document = await loadDocument();
  const validation = contractValidation(document);
  await warmUp(validation);
  const lastAccess = new LastAccess({ store, onFailure: (err) => logger.error({ err }, 'lastAccessAt not written') });
  let stopping = false;
  const app = createApp({
    ...config,
    logger,
    validation,
    handlers: operationHandlers({ document, store, tokens: new TokenService({ store, vault: keyring }) }),
    authenticate: authenticator({ store, vault: keyring, onUse: (token) => lastAccess.note(token) }),
    health: {
      async check() {
        if (stopping) throw new Error('The server is stopping.');
        await store.ping();
      },
    },
  });

  const server = createHttpServer({ maxHeaderSize: MAX_HEADER_BYTES, requireHostHeader: false });
  server.on('request', (request, response) => {
    toOriginForm(request);
    if (stopping) response.setHeader('Connection', 'close');
  });
  server.on('request', app);
  // Without this, Node answers an unknown `Expect` itself, with an empty 417 that the contract does not have.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  answerParserFailures(server, logger);
  const url = await listen(server, config);
  logger.info({ url, pid: process.pid }, 'listening');

  return {
    url,
    config,
    store,
    keyring,
    close: once(async () => {
      stopping = true;
      await drain(server);
      await lastAccess.flush();
      await store.close();
      logger.info('stopped');
    }),
  };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}

async function listen(server: Server, { host, port }: Config): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFailure(error, host, port)));
    server.listen(port, host, resolve);
  });
  const { address, family, port: bound } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`;
}

function listenFailure(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const reasons: Record<string, string> = {
    EADDRINUSE: 'it is in use. Set PORT to another one (0 is any free port)',
    EACCES: 'that is not allowed. Set PORT to one above 1023',
    EADDRNOTAVAIL: 'this machine does not have that address. Set HOST to one it has',
    ENOTFOUND: 'there is no such host. Set HOST to an address of this machine',
  };
  const reason = reasons[error.code ?? ''] ?? error.message;
  return new Error(`Cannot listen on port ${port} of ${host}: ${reason}.`, { cause: error });
}

/** Waits until every response is sent; connections that never end are cut. */
async function drain(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS);
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearTimeout(cut);
  clearInterval(sweep);
}
