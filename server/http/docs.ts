import { answerPage, DOCS, docsSite, hasDocs, isBrowser } from '../docs/site.ts';
import type { Outcome, Step } from './step.ts';

/**
 * The reference page, outside the contract and without a credential; whoever opens the address of the server in a browser
 * is led there. A program gets the answer that it always got.
 */
export const docs: Step = (request, response) => {
  const { url } = request;
  if (url === '/' && hasDocs && isBrowser(request)) {
    response.writeHead(303, { Location: DOCS, 'Cache-Control': 'no-store', Vary: 'Accept' }).end();
    return 'answered';
  }
  if (!url.startsWith(DOCS)) return undefined;
  return answerPage(docsSite, 'server', request, response)?.then((): Outcome => 'answered');
};
