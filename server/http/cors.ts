import corsLibrary from 'cors';
import type { Response } from 'express';
import { contextOf } from './context.ts';
import { send } from './send.ts';
import type { Step } from './step.ts';

/** The headers of the contract that a page of another origin may read, beside those that every page may. */
export const EXPOSED = [
  'Allow',
  'ETag',
  'Idempotency-Key',
  'Idempotency-Replayed',
  'Location',
  'MPT-Item-Count',
  'MPT-Streaming',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
  'WWW-Authenticate',
];

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'];

/** How long a browser may keep the answer to a preflight. */
export const DAY_IN_SECONDS = 86_400;

/**
 * Lets pages of these origins call (`*`: of every origin). A preflight is answered here, before authentication, with
 * 204; one of another origin gets no permission in its answer, and the browser stops there.
 */
export function cors(origins: readonly string[]): Step[] {
  const permit = corsLibrary({
    origin: origins.includes('*') ? '*' : [...origins],
    methods: METHODS,
    exposedHeaders: EXPOSED,
    maxAge: DAY_IN_SECONDS,
    preflightContinue: true,
  });
  const setHeaders: Step = (request, response) => {
    permit(request, headersOf(response), (error) => {
      if (error) throw error;
    });
    return undefined;
  };
  return origins.length > 0 ? [setHeaders, answerPreflight] : [answerPreflight];
}

const answerPreflight: Step = ({ method, headers }, response) => {
  const isPreflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
  if (!isPreflight) return undefined;
  send(response, { status: 204 });
  return 'answered';
};

/** Where the library puts headers, and looks for those that are there. */
function headersOf(response: Response) {
  const { headers } = contextOf(response);
  return {
    setHeader(name: string, value: string) {
      headers[name] = value;
    },
    getHeader: (name: string) => headers[name],
    end() {},
  };
}
