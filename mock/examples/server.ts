import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { withoutSecrets } from '../../server/core/credential.ts';
import { callable, createHttpServer } from '../../server/http/listen.ts';
import { createLogger } from '../../server/http/log.ts';
import { preflight } from '../preflight.ts';
import { permit } from './cors.ts';
import { createHandler, type MockHandler } from './handler.ts';
import { createPrism } from './prism.ts';
import { send } from './reply.ts';

export interface MockOptions {
  /** 4010 unless given; 0 is any free one. */
  port?: number;
  /** 127.0.0.1 unless given. */
  host?: string;
  /** A level of pino, of the mock's and of Prism's log; `silent` unless given. */
  logLevel?: string;
}

export interface Mock {
  /** The origin that it listens on. */
  url: string;
  close(): Promise<void>;
}

/** In seconds. */
const RESPONSE_TIMEOUT = 30;
const DOCUMENT = new URL('../../generated/openapi.json', import.meta.url);

/**
 * Starts the stateless mock: every answer is an example of the contract, nothing is remembered.
 * @throws what `listen` throws, such as EADDRINUSE.
 */
export async function createMock({
  port = 4010,
  host = '127.0.0.1',
  logLevel = 'silent',
}: MockOptions = {}): Promise<Mock> {
  const document = JSON.parse(await readFile(DOCUMENT, 'utf8'));
  const logger = createLogger(logLevel);
  const handler = createHandler({
    prism: await createPrism(document, logLevel),
    document,
    reportFailure: (error) => logger.error({ err: error }, 'failure'),
  });
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    response.once('close', () => {
      const path = withoutSecrets(request.url?.split('?')[0] ?? '');
      logger.info({ method: request.method, path, status: response.statusCode }, 'request');
    });
    serve(handler, request, response).catch((error) => {
      // The caller is gone: no one is left to be told.
      logger.debug({ err: error }, 'request aborted');
      response.destroy();
    });
  };
  const server = createHttpServer(answer, { logger, responseTimeout: RESPONSE_TIMEOUT });
  const url = await server.listen({ host, port });
  return { url: callable(url), close: () => server.close() };
}

async function serve(handler: MockHandler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  permit(response);
  const permission = preflight(request);
  const reply = permission ? { status: 204, headers: permission } : await handler(request);
  // What was not read would be taken for the next request of the connection.
  request.resume();
  send(request, response, reply);
}
