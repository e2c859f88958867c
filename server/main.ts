import closeWithGrace from 'close-with-grace';
import { readConfig } from './config.ts';
import { startHint } from './hint.ts';
import { createLogger } from './http/log.ts';
import { createServer } from './index.ts';

const EXIT_WITHIN_MS = 10_000;

try {
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const server = await createServer({ ...config, logger });
  closeWithGrace({ delay: EXIT_WITHIN_MS, logger: false }, async ({ err }) => {
    if (err) logger.fatal({ err }, 'stopping after an unexpected error');
    await server.close();
  });
  console.log(await startHint(server));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
