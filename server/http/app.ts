import express, { type Express } from 'express';
import { inOrder } from '../core/checks.ts';
import type { Handlers } from '../core/handler.ts';
import type { Count, RateLimits } from '../core/rate.ts';
import { findAddress, requireAddress } from './address.ts';
import { type Authenticator, identify, requirePrincipal } from './authenticate.ts';
import { parseBody, readBody, requireMediaType } from './body.ts';
import { clientReader, type TrustedProxies } from './client.ts';
import { contextOf } from './context.ts';
import type { ContractValidation } from './contract.ts';
import { cors } from './cors.ts';
import { docs } from './docs.ts';
import { answerFailure } from './failures.ts';
import { type Health, health } from './health.ts';
import { accessLog, type Logger } from './log.ts';
import { requireMessage } from './message.ts';
import { observeRequests, type RequestObserver } from './observe.ts';
import { answerOperation } from './operations.ts';
import { whenOver } from './over.ts';
import type { Overload } from './overload.ts';
import { countRequests, requireRate } from './rate-limit.ts';
import type { RecordCheck } from './records.ts';
import { inOneMiddleware, type Step } from './step.ts';
import { trace } from './trace.ts';

export interface AppOptions extends RateLimits {
  handlers: Handlers;
  validation: ContractValidation;
  /** Validation of the records of a stream. */
  checkRecord: RecordCheck;
  authenticate: Authenticator;
  health: Health;
  count: Count;
  /** Told of each request when it is over. */
  observe?: RequestObserver | undefined;
  overload: Pick<Overload, 'requirePlace' | 'requireShare' | 'giveBack'>;
  logger: Logger;
  /** In bytes. */
  bodyLimit: number;
  /** Origins whose pages may call; `*` is every origin. */
  corsOrigins: readonly string[];
  /** The origin that the served contract names, in place of the one that the client used. */
  publicUrl?: string | undefined;
  /** Whose `Forwarded` and `X-Forwarded-*` are believed; nobody's unless given. */
  trustedProxies?: TrustedProxies;
}

/** The way of a request: what every answer has, who is calling and for what, the checks, the operation. */
export function createApp(options: AppOptions): Express {
  const { handlers, validation, checkRecord, overload, publicUrl } = options;
  const { checkAnswer } = validation;
  const client = clientReader(options.trustedProxies ?? []);
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', false);

  const checks = inOrder<Step[]>({
    credential: [requirePrincipal],
    rate: [requireRate],
    address: [requireAddress],
    size: [readBody(options.bodyLimit)],
    mediaType: [requireMediaType],
    form: [parseBody, ...validation.requests],
  });
  const answer = answerFailure(checkAnswer, options.logger);
  const steps = [
    trace,
    whenOver([
      accessLog(options.logger),
      ...(options.observe ? [observeRequests(options.observe)] : []),
      overload.giveBack,
    ]),
    requireMessage,
    noStore,
    ...cors(options.corsOrigins),
    health(options.health),
    docs,
    overload.requirePlace,
    findAddress,
    identify(options.authenticate),
    overload.requireShare,
    countRequests(options, client, options.count),
    ...checks.flat(),
    answerOperation(handlers, { checkAnswer, checkRecord, client, publicUrl }),
  ];
  // What Express itself fails with comes past the steps.
  app.use(inOneMiddleware(steps, answer), answer);
  return app;
}

const ACCOUNTS = /^\/public\/v1\/accounts(\/|$)/i;

const noStore: Step = (_request, response) => {
  const { pathname, headers } = contextOf(response);
  if (ACCOUNTS.test(pathname)) headers['Cache-Control'] = 'no-store';
  return undefined;
};
