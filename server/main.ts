import closeWithGrace from 'close-with-grace';
import { readConfig } from './config.ts';
import { killAfter } from './hard-end.ts';
import { startHint } from './hint.ts';
import { createLogger } from './http/log.ts';
import { standardOutput } from './http/log-destination.ts';
import { createServer } from './index.ts';
import { missingTracing } from './missing-tracing.ts';

const EXIT_WITHIN_MS = 9_500;
const KILL_AFTER_SECONDS = 10;

try {
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const missing = missingTracing(process.env);
  if (missing) logger.warn(missing);
  const server = await createServer({ ...config, logger });
  const onTimeout = () => logger.fatal('the stop took too long');
  closeWithGrace({ delay: EXIT_WITHIN_MS, logger: false, onTimeout }, async ({ err }) => {
    killAfter(KILL_AFTER_SECONDS);
    if (err) logger.fatal({ err }, 'stopping after an unexpected error');
    await server.close();
  });
  standardOutput().write(`${await startHint(server)}\n`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
  // What waits to be written, and never is, keeps no process.
  setTimeout(() => process.exit(), EXIT_WITHIN_MS).unref();
}
