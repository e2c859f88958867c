import type { RequestHandler } from 'express';
import { make, parse, type Traceparent } from 'tctx/traceparent';
import { withoutCredentials } from '../core/credential.ts';
import { contextOf } from './context.ts';

// The library also takes capitals, which W3C Trace Context forbids.
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Continues the trace of a `traceparent` header, or starts one (behaviour page, section 6). */
export function continueTrace(header: string | undefined): Traceparent {
  const incoming = TRACEPARENT.test(header ?? '') ? parse(header ?? '') : null;
  return incoming?.child() ?? make();
}

export const trace: RequestHandler = (request, response, next) => {
  const context = contextOf(response);
  context.trace = continueTrace(request.get('traceparent'));
  context.method = request.method;
  context.path = withoutCredentials(request.path);
  next();
};
