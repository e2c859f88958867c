import type { RequestHandler } from 'express';
import { withoutSecrets } from '../core/credential.ts';
import { continueTrace } from '../core/trace.ts';
import { contextOf } from './context.ts';

export const trace: RequestHandler = (request, response, next) => {
  const context = contextOf(response);
  context.trace = continueTrace(request.get('traceparent'));
  context.method = request.method;
  context.path = withoutSecrets(request.url.split(/[?#]/)[0] ?? '');
  next();
};
