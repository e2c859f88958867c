import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

/** The headers that every answer has, names and values by turns: helmet's, which says the same of every request. */
export const standingHeaders: readonly string[] = headersOf(
  helmet({ contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"] } } }),
);

type Middleware = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;

function headersOf(middleware: Middleware): string[] {
  const headers: string[] = [];
  const response = {
    setHeader: (name: string, value: string) => headers.push(name, value),
    removeHeader() {},
  };
  middleware({} as IncomingMessage, response as unknown as ServerResponse, (error) => {
    if (error) throw error;
  });
  return headers;
}
