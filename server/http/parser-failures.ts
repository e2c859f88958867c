import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { ProblemError, type ProblemStatus, problemDocument } from '../core/problems.ts';
import { continueTrace } from '../core/trace.ts';
import { endSoon } from './linger.ts';
import type { Logger } from './log.ts';

const STATUS_BY_CODE: Record<string, ProblemStatus> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
};

/** What Node's HTTP parser itself refuses is a problem document too [errors.parser]. */
export function answerParserFailures(server: Server, logger: Logger): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET') return void socket.destroy();
    if (!socket.writable) return;
    const status = STATUS_BY_CODE[error.code ?? ''] ?? 400;
    const trace = continueTrace(undefined);
    logger.info({ traceId: trace.traceId, status, code: error.code }, 'request refused by the HTTP parser');
    const detail = status === 400 ? 'The request is not valid HTTP.' : undefined;
    const problem = new ProblemError(status, detail === undefined ? {} : { detail });
    endSoon(socket, rawResponse(status, JSON.stringify(problemDocument(problem, String(trace)))));
  });
}

function rawResponse(status: ProblemStatus, body: string): string {
  const { message } = new ProblemError(status);
  return [
    `HTTP/1.1 ${status} ${message}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
