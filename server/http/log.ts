import { type DestinationStream, type Logger, pino } from 'pino';
import { sensitiveProperties } from '../../generated/fields.ts';
import { withoutSecrets } from '../core/credential.ts';
import { contextOf } from './context.ts';
import { standardOutput } from './log-destination.ts';
import type { Step } from './step.ts';

export type { Logger } from 'pino';

/** Where secrets may stand in a logged object: the properties that the contract marks, and the header that carries one. */
export const redactedPaths = [...sensitiveProperties, 'authorization'].flatMap((name) =>
  ['', '*.', '*.*.', '*.*.*.'].map((prefix) => prefix + name),
);

/**
 * A structured log, one JSON object a line. Secrets are redacted twice: by property, and in the line as it is written,
 * whatever brought them there.
 */
export function createLogger(level: string, destination: DestinationStream = standardOutput()): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const redact = { paths: redactedPaths, censor: '[redacted]' };
  const logger = pino({ ...options, redact, hooks: { streamWrite: withoutSecrets } }, destination);
  const { writeLater } = destination as GatheringStream;
  const later = writeLater ? { write: writeLater.bind(destination) } : destination;
  forRequests.set(logger, pino(options, later));
  return logger;
}

/** A destination that may keep a line back for some milliseconds, to write it with others. */
interface GatheringStream extends DestinationStream {
  writeLater?(line: string): void;
}

/**
 * Beside a logger, one to the same place for lines of a request: what is in them is without secrets already, each field by itself.
 * To look for secrets in each line again would take longer than to write it.
 */
const forRequests = new WeakMap<Logger, Logger>();

/**
 * One line a request when it is over: method, path without query, status, duration in ms, trace and caller. With `aborted`
 * the connection ended before the answer was sent whole; there is a status only where the answer had begun.
 */
export function accessLog(logger: Logger): Step {
  const requests = forRequests.get(logger) ?? logger;
  return (_request, response) => {
    const start = performance.now();
    const context = contextOf(response);
    const traceId = context.trace.traceId;
    context.reportFailure = (error) => logger.error({ traceId, err: error }, 'failure');
    response.once('close', () => {
      const { method, path, principal } = context;
      const line = {
        traceId,
        spanId: context.trace.spanId,
        method,
        path,
        ...(response.headersSent && { status: response.statusCode }),
        durationMs: Math.round((performance.now() - start) * 1000) / 1000,
        ...(!response.writableFinished && { aborted: true }),
        ...(principal && { tokenId: principal.token.id, accountId: principal.account.id }),
      };
      requests.info(line, 'request');
    });
    return undefined;
  };
}
