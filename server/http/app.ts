import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Config } from '../config.ts';
import type { Handlers } from '../core/handler.ts';
import { type Authenticator, identify, requirePrincipal } from './authenticate.ts';
import { cors } from './cors.ts';
import { answerFailure } from './failures.ts';
import { type Health, health } from './health.ts';
import { accessLog, type Logger } from './log.ts';
import { requireHost } from './origin.ts';
import { isPublicPath } from './paths.ts';
import { rateLimit } from './rate-limit.ts';
import { operationRouter } from './router.ts';
import { trace } from './trace.ts';

export interface AppOptions extends Pick<Config, 'bodyLimit' | 'rateLimit' | 'corsOrigins'> {
  handlers: Handlers;
  validation: RequestHandler[];
  authenticate: Authenticator;
  health: Health;
  logger: Logger;
}

/** The way of a request, in the order of the checks that the contract promises. */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', false);

  app.use(trace, accessLog(options.logger), requireHost);
  app.use(helmet({ contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"] } } }));
  app.use('/public/v1/accounts', noStore);
  app.use(cors(options.corsOrigins), health(options.health));
  app.use(identify(options.authenticate), rateLimit(options.rateLimit, isPublicPath), requirePrincipal(isPublicPath));
  app.use(operationRouter(options));
  app.use(answerFailure);
  return app;
}

const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};
