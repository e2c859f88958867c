import corsLibrary from 'cors';
import type { Response } from 'express';
import { DAY_IN_SECONDS, EXPOSED } from '../core/exposed.ts';
import { contextOf } from './context.ts';
import { send } from './send.ts';
import type { Step } from './step.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'];

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
