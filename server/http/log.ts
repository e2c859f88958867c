import { type DestinationStream, type Logger, pino } from 'pino';
import { sensitiveProperties } from '../../generated/fields.ts';
import { withoutSecrets } from '../core/credential.ts';
import { contextOf } from './context.ts';
import { standardOutput } from './log-destination.ts';
import type { OverListener } from './over.ts';

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
  if (logger.isLevelEnabled(REQUEST_LEVEL)) requestLines.set(logger, linesTo(destination));
  return logger;
}

/** A destination that may keep a line back for some milliseconds, to write it with others. */
interface GatheringStream extends DestinationStream {
  writeLater?(line: string): void;
}

const REQUEST_LEVEL = 'info';

/**
 * Beside a logger, the way to the same place for lines of a request, as it would write them: what is in them is without secrets already,
 * each field by itself, so that nothing has to be looked for in each line again.
 */
const requestLines = new WeakMap<Logger, (fields: object) => void>();

function linesTo(destination: GatheringStream): (fields: object) => void {
  const write = (destination.writeLater ?? destination.write).bind(destination);
  return (fields) => {
    const members = JSON.stringify(fields).slice(1, -1);
    write(`{"level":"${REQUEST_LEVEL}","time":"${new Date().toISOString()}",${members},"msg":"request"}\n`);
  };
}

/**
 * One line a request when it is over: method, path without query, status, duration in ms, trace and caller. With `aborted`
 * the connection ended before the answer was sent whole; there is a status only where the answer had begun.
 */
export function accessLog(logger: Logger): OverListener {
  const write = requestLines.get(logger) ?? ((fields) => logger.info(fields, 'request'));
  return (response) => {
    const { trace, startedAt, method, path, principal } = contextOf(response);
    write({
      traceId: trace.traceId,
      spanId: trace.spanId,
      method,
      path,
      status: response.headersSent ? response.statusCode : undefined,
      durationMs: Math.round((performance.now() - startedAt) * 1000) / 1000,
      aborted: response.writableFinished ? undefined : true,
      tokenId: principal?.token.id,
      accountId: principal?.account.id,
    });
  };
}
