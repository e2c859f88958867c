import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OpenApiDocument } from '../../server/core/operations.ts';
import { ProblemError } from '../../server/core/problems.ts';
import { continueTrace } from '../../server/core/trace.ts';
import { callable, createHttpServer } from '../../server/http/listen.ts';
import { createLogger, type Logger } from '../../server/http/log.ts';
import { checkMessage } from '../../server/http/message.ts';
import { writePrivateFile } from '../../server/secrets/private-file.ts';
import { readSeed } from '../../server/seed/read.ts';
import { answerConsole } from '../console/serve.ts';
import { createEngine, type Engine, type EngineOptions } from '../engine/engine.ts';
import type { JournalListener } from '../engine/journal.ts';
import { problemReply } from '../engine/reply.ts';
import { type ControlOptions, control, isControl } from './controls.ts';
import { sandboxRequest } from './node-request.ts';
import { send } from './send.ts';

export interface SandboxOptions
  extends ControlOptions,
    Partial<Omit<EngineOptions, 'document' | 'seed' | 'onFailure'>> {
  /** 4010 unless given; 0 is any free one. */
  port?: number;
  /** 127.0.0.1 unless given. */
  host?: string;
  /** What is in it at first, in place of the sample data and the examples of the contract. */
  seedFile?: string | undefined;
  /** Where the credentials of the first tokens are written, token id → credential; nowhere unless given. */
  credentialsFile?: string | undefined;
  logger?: Logger;
  /** Told of each request as it was answered, to say it in a line: `lineOf`. */
  onEntry?: JournalListener | undefined;
}

export interface Sandbox {
  /** The origin that it listens on. */
  url: string;
  engine: Engine;
  close(): Promise<void>;
}

/** In seconds. */
const RESPONSE_TIMEOUT = 30;
const DOCUMENT = new URL('../../generated/openapi.json', import.meta.url);
const NOTHING = { modules: [], accounts: [], tokens: [] };

/**
 * Starts the sandbox: the API with all its rules, in memory.
 * @throws SeedError; what `listen` throws, such as EADDRINUSE.
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 4010, host = '127.0.0.1', seedFile, credentialsFile, logger = createLogger('warn') } = options;
  const document: OpenApiDocument = JSON.parse(await readFile(DOCUMENT, 'utf8'));
  const seed = seedFile === 'none' ? NOTHING : await readSeed(seedFile);
  const engine = await createEngine({
    ...options,
    document,
    seed,
    onFailure: (err) => logger.error({ err }, 'failure'),
  });
  if (options.onEntry) engine.journal.listen(options.onEntry);
  if (credentialsFile) await writePrivateFile(credentialsFile, `${JSON.stringify(engine.credentials, null, 2)}\n`);
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    serve(engine, options, request, response).catch((err) => {
      logger.error({ err }, 'failure');
      response.destroy();
    });
  };
  const server = createHttpServer(answer, { logger, responseTimeout: RESPONSE_TIMEOUT });
  const url = await server.listen({ host, port });
  return {
    url: callable(url),
    engine,
    async close() {
      await server.close();
      await engine.close();
    },
  };
}

async function serve(
  engine: Engine,
  options: ControlOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    checkMessage(request);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { status, headers, body } = problemReply(error, String(continueTrace(undefined)), request.url ?? '/');
    return send(request, response, { status, headers, body: JSON.stringify(body) });
  }
  const page = answerConsole(request, response);
  if (page) return page;
  if (isControl(request)) return control(engine, options, request, response);
  await send(request, response, await engine.handle(sandboxRequest(request, response)));
}
