import { type Config, readConfig } from './config.ts';
import { createCore } from './core/index.ts';
import type { Store } from './core/ports/store.ts';
import { steady } from './core/steady-clock.ts';
import { createApp } from './http/app.ts';
import { compileAhead } from './http/compile-ahead.ts';
import { contractValidation } from './http/contract.ts';
import { loadDocument } from './http/document.ts';
import { createHttpServer } from './http/listen.ts';
import { createLogger, type Logger } from './http/log.ts';
import { LoopDelay } from './http/loop-delay.ts';
import { messagesOf } from './http/messages.ts';
import { mostConnections } from './http/most-connections.ts';
import { Overload } from './http/overload.ts';
import { counter, sharedCounter } from './http/rate-windows.ts';
import { recordCheck } from './http/records.ts';
import { measure } from './metrics/measure.ts';
import { type Data, type OpenedData, openData } from './open-data.ts';
import { Writer } from './writer/writer.ts';

export type { Config } from './config.ts';

export interface ServerOptions extends Partial<Config> {
  /** Where the log goes; by default to the standard output, at `logLevel`. */
  logger?: Logger;
  /** What holds the data, in place of the database that `databaseUrl` names; it is closed with the server. */
  store?: Store;
}

export interface RunningServer extends Data {
  /** Origin of the address that is actually bound. */
  url: string;
  config: Config;
  /** Where the metrics are, if they are served. */
  metricsUrl?: string;
  /** Finishes what runs, refuses what comes, closes the database; within 10 seconds. */
  close(): Promise<void>;
}

/**
 * Starts the reference server: for `npm start`, for embedding, and for tests. Options not given are those of an empty
 * environment.
 * @throws Error, SeedError where it cannot start; nothing is left open then.
 */
export async function createServer({
  logger: givenLogger,
  store: givenStore,
  ...options
}: ServerOptions = {}): Promise<RunningServer> {
  // A given store is no file, so no key file is beside it.
  const config = { ...readConfig({}), ...(givenStore && { databaseUrl: 'sqlite::memory:' }), ...options };
  const logger = givenLogger ?? createLogger(config.logLevel);
  const data = await openData(config, logger, givenStore);
  try {
    return await serve({ config, logger, ...data });
  } catch (error) {
    await data.store.close();
    throw error;
  }
}

interface Parts extends OpenedData {
  config: Config;
  logger: Logger;
}

async function serve({ config, store, keyring, file, pool, counts, logger }: Parts): Promise<RunningServer> {
  const document = await loadDocument();
  const unopened = new Set<string>();
  const clock = steady(Date.now);
  // What is in memory cannot be reached from another thread.
  const writer =
    file && new Writer({ ...config, files: file.files(), keys: keyring.keys, clock, onOutcome: file.note });
  const measured = await measure(config, {
    requestsUnderWay: () => overload.load.underWay,
    requestsShed: () => overload.load.shed,
    connections: () => server.connections,
    loopDelaySeconds: () => loop.milliseconds / 1000,
    lists: () => lists(),
    changesWaiting: () => writer?.waiting ?? 0,
    pool: () => pool?.() ?? { busy: 0, idle: 0, waiting: 0 },
    credentialsDamaged: () => unopened.size,
    isReady: () =>
      health.check().then(
        () => true,
        () => false,
      ),
  });
  const { handlers, authenticate, lists, flush } = createCore({
    document,
    store: measured?.store(store) ?? store,
    vault: keyring,
    clock,
    ...(writer && { changes: measured?.changes(writer) ?? writer }),
    streamLimit: config.streamLimit,
    statementTimeout: config.statementTimeout,
    tokensPerAccount: config.tokensPerAccount,
    onSealed: (tokenId) => unopened.add(tokenId),
    onFailure: (err, what) => logger.error({ err }, what),
  });
  let stopping = false;
  const loop = new LoopDelay();
  const overload = new Overload({
    ...config,
    loop,
    connections: () => server.connections,
    tell: (load) =>
      logger.warn({ ...load, loopDelayMs: Math.round(loop.milliseconds) }, 'requests are refused: overload'),
  });
  const health = {
    async check() {
      if (stopping) throw new Error('The server is stopping.');
      await store.ping();
      return unopened.size === 0 ? [] : [`credentials that do not open: ${unopened.size}; the log names the cause`];
    },
  };
  const validation = contractValidation(document);
  const app = createApp({
    ...config,
    logger,
    validation,
    checkRecord: recordCheck(document),
    count: counts ? sharedCounter(counts) : counter(),
    handlers,
    authenticate,
    observe: measured?.metrics.observeRequest,
    overload,
    health,
  });

  const server = createHttpServer(app, {
    ...config,
    logger,
    maxConnections: await mostConnections(),
    messages: messagesOf(app),
  });
  const served = await measured?.serve();
  const url = await server.listen(config).catch(async (error) => {
    await served?.close();
    throw error;
  });
  logger.info({ url, pid: process.pid, ...(served && { metrics: served.url }) }, 'listening');
  compileAhead(validation).catch((err) => logger.error({ err }, 'the contract cannot be compiled'));

  return {
    url,
    config,
    store,
    keyring,
    ...(served && { metricsUrl: served.url }),
    close: once(async () => {
      stopping = true;
      try {
        loop.close();
        await server.close();
        await flush();
        await writer?.close();
        await store.close();
        await served?.close();
        logger.info('stopped');
      } catch (err) {
        logger.fatal({ err }, 'the stop failed');
        throw err;
      } finally {
        await new Promise<void>((resolve) => logger.flush(() => resolve()));
      }
    }),
  };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}
