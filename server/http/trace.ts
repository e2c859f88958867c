import { withoutSecrets } from '../core/credential.ts';
import { continueTrace } from '../core/trace.ts';
import { activeTrace } from './active-trace.ts';
import type { RequestContext } from './context.ts';
import type { Step } from './step.ts';

/** Begins the context of a request, with its trace and what it asks for. */
export const trace: Step = ({ method, url, headers }, response) => {
  const { pathname, query } = partsOf(url);
  const context: RequestContext = {
    trace: activeTrace() ?? continueTrace(headers.traceparent as string | undefined),
    startedAt: performance.now(),
    method,
    pathname,
    query,
    path: withoutSecrets(pathname),
    headers: {},
    route: undefined,
    operation: undefined,
  };
  response.locals = context;
  return undefined;
};

function partsOf(url: string): { pathname: string; query: string } {
  const mark = url.indexOf('?');
  const hash = url.indexOf('#');
  if (hash >= 0 && (mark < 0 || hash < mark)) return { pathname: url.slice(0, hash), query: '' };
  return mark < 0 ? { pathname: url, query: '' } : { pathname: url.slice(0, mark), query: url.slice(mark + 1) };
}
