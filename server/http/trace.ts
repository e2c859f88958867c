import { withoutSecrets } from '../core/credential.ts';
import { continueTrace } from '../core/trace.ts';
import { activeTrace } from './active-trace.ts';
import type { RequestContext } from './context.ts';
import type { Step } from './step.ts';

/** Begins the context of a request, with its trace and what it asks for. */
export const trace: Step = ({ method, url, headers }, response) => {
  const end = url.search(/[?#]/);
  const pathname = end < 0 ? url : url.slice(0, end);
  const context: RequestContext = {
    trace: activeTrace() ?? continueTrace(headers.traceparent as string | undefined),
    startedAt: performance.now(),
    method,
    pathname,
    query: url.charAt(end) === '?' ? url.slice(end + 1) : '',
    path: withoutSecrets(pathname),
    headers: {},
    route: undefined,
    operation: undefined,
  };
  response.locals = context;
  return undefined;
};
