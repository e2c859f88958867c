import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerPage, docsSite, isBrowser, type Site, siteOf } from '../../server/docs/site.ts';

/** Below the controls, which the console is a face of. */
const CONSOLE = '/sandbox/console';
const PAGE = new URL('./page/', import.meta.url);

const site: Site = {
  ...docsSite,
  [CONSOLE]: new URL('console.html', PAGE),
  ...siteOf(PAGE, CONSOLE, ['console.css', 'console.ts', 'controls.ts', 'code.ts', 'entry.ts', 'tables.ts', 'api.ts']),
};

/**
 * Answers a request for the console or the reference page, or undefined where it is for neither. The console is at `/` for
 * whoever opens that in a browser; what programs get there is the API's.
 */
export function answerConsole(request: IncomingMessage, response: ServerResponse): Promise<void> | undefined {
  if (request.url !== '/' || !isBrowser(request)) return answerPage(site, 'sandbox', request, response);
  return answerPage({ '/': site[CONSOLE] ?? PAGE }, 'sandbox', request, response);
}
