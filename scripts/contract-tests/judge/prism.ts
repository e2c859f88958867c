import { createLogger } from '@stoplight/prism-core';
import {
  createInstance,
  getHttpOperationsFromSpec,
  type IHttpRequest,
  type IHttpResponse,
} from '@stoplight/prism-http';
import type { OperationId } from '../../../generated/operations.ts';
import { readQueryString } from '../../../server/core/query/query-string.ts';
import { spelled } from './document.ts';
import type { Exchange } from './exchange.ts';
import { queryOf, readBodyOf } from './request.ts';
import { JSON_LINES } from './streams.ts';

/** What Prism finds, each a sentence that names the place. */
export interface PrismFindings {
  request: string[];
  response: string[];
}

export type PrismValidation = (operation: OperationId, exchange: Exchange) => Promise<PrismFindings>;

const logger = createLogger('PRISM', { level: 'silent' });

/**
 * Prism's validation proxy with a forwarder of our own, which answers with what the upstream has already said. Prism's
 * forwarder would change the traffic that it watches: it re-encodes the bare parts of a query, parses and rewrites JSON,
 * follows redirects, joins repeated headers, and answers a 501 of the upstream with an example.
 */
export async function createPrismValidation(document: object): Promise<PrismValidation> {
  // Prism takes the document apart in place.
  const operations = await getHttpOperationsFromSpec(structuredClone(document));

  async function run(request: IHttpRequest, answer: IHttpResponse): Promise<PrismFindings> {
    const prism = createInstance(
      {
        isProxy: true,
        upstream: new URL('http://127.0.0.1'),
        upstreamProxy: undefined,
        validateRequest: true,
        validateResponse: true,
        checkSecurity: true,
        // With `true` a request that breaks the contract would not be forwarded, and no test could see the server's 400.
        errors: false,
        mock: { dynamic: false },
      },
      { logger, forward: () => () => async () => ({ _tag: 'Right', right: answer }) },
    );
    const result = await prism.request(request, operations)();
    if (result._tag === 'Left') throw new Error('Prism cannot validate the exchange.', { cause: result.left });
    const { input, output } = result.right.validations;
    return { request: input.map(sentence), response: output.map(sentence) };
  }

  return async (operation, { method, target, request, response }) => {
    const path = spelled(target);
    // Prism cannot decode it. The contract says 404, and the second validator looks at that.
    if (!isEncoded(path)) return { request: ['the path cannot be decoded'], response: [] };
    const { value } = readBodyOf(operation, request);
    const authorization = request.headers.get('authorization');
    const found = await run(
      {
        // Prism has no HEAD.
        method: (method === 'HEAD' ? 'get' : method.toLowerCase()) as IHttpRequest['method'],
        url: { path, query: parametersOf(queryOf(target)) },
        headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
        body: value,
      },
      {
        statusCode: response.status,
        headers: Object.fromEntries(response.headers ?? []),
        body: response.body && parsedOrText(response.body),
      },
    ).catch((error: Error) => ({ request: [], response: [error.message] }));
    // Of JSON Lines Prism takes all for one value.
    const isLines = response.headers?.get('content-type')?.toLowerCase().startsWith(JSON_LINES);
    const hasAnswer = response.body !== undefined && method !== 'HEAD' && !isLines;
    return {
      request: found.request.filter((finding) => value !== undefined || !/^body\b/i.test(finding)),
      // Without headers Prism finds each of them missing, and the body of no media type; what is left is the status.
      response: response.headers ? found.response.filter((finding) => hasAnswer || !/^body\b/.test(finding)) : [],
    };
  };
}

function sentence({ path = [], message }: { path?: readonly (string | number)[]; message: string }): string {
  return path.length > 0 ? `${path.join('.')}: ${message}` : message;
}

/** Prism sees the parameters that it knows; the filter language is none of its own. */
function parametersOf(query: string): Record<string, string> {
  try {
    const { parameters } = readQueryString(query);
    return Object.fromEntries(Object.entries(parameters).map(([name, { text }]) => [name, text]));
  } catch {
    // Said by `queryFindings`.
    return {};
  }
}

function parsedOrText(body: Uint8Array): unknown {
  const text = Buffer.from(body).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isEncoded(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
