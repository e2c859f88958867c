import { type Exchange, headersOf } from '../judge/exchange.ts';
import { encodingOf, type Har, type HarEntry, type HarHeader, type HarText } from './har.ts';
import { credentialIn, withoutMasks } from './masked.ts';

/** What a HAR tells that can be judged, and how many entries cannot be, by their reason. */
export interface Recording {
  exchanges: Exchange[];
  skipped: Map<string, number>;
  /** Whether no request shows a credential, as browsers export by default: then none is missed. */
  isSanitised: boolean;
}

/**
 * Takes the exchanges out of a HAR. What was not recorded of an answer is undefined, what was not recorded of a request
 * is as it should be.
 * @param origin Entries of other origins are skipped; undefined is every origin.
 */
export function exchangesOf({ log: { entries } }: Har, origin: string | undefined): Recording {
  const skipped = new Map<string, number>();
  const kept: HarEntry[] = [];
  for (const entry of entries) {
    const reason = reasonToSkip(entry, origin);
    if (reason) skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
    else kept.push(entry);
  }
  const isSanitised = !kept.some(({ request }) => credentialIn(request.headers) === 'shown');
  return { exchanges: kept.map((entry) => exchangeOf(entry, isSanitised)), skipped, isSanitised };
}

function reasonToSkip(entry: HarEntry, origin: string | undefined): string | undefined {
  const { request, response } = entry;
  if (!/^https?:/i.test(request.url) || entry._resourceType === 'websocket' || entry._webSocketMessages) {
    return 'not HTTP';
  }
  if (origin !== undefined && new URL(request.url).origin !== origin) return 'of another origin';
  // Some recorders begin every entry with a status of 200.
  if (response.status <= 0 || (isFailed(entry) && response.headers.length === 0)) return 'aborted';
  if (response.status === 101) return 'not HTTP';
  return response.status === 304 || entry._fromCache ? 'from a cache' : undefined;
}

function isFailed({ response: { _failureText, _error } }: HarEntry): boolean {
  return Boolean(_failureText || _error);
}

function exchangeOf(entry: HarEntry, isSanitised: boolean): Exchange {
  const { request, response } = entry;
  // As it was sent: the URL parser would encode the quotes of a filter.
  const target = request.url.replace(/#.*$/s, '').replace(/^https?:\/\/[^/?]*/i, '');
  return {
    method: request.method.toUpperCase(),
    target: target.startsWith('/') ? target : `/${target}`,
    request: { headers: headersOf(requestHeaders(entry, isSanitised)), body: requestBody(request) },
    response: {
      status: response.status,
      // An answer with none at all is not HTTP as anything speaks it.
      headers: response.headers.length > 0 ? headersOf(pairs(response.headers)) : undefined,
      body: isFailed(entry) ? undefined : responseBody(response),
    },
  };
}

function requestHeaders({ request, response }: HarEntry, isSanitised: boolean): [string, string][] {
  const { headers, postData } = request;
  const credential = credentialIn(headers);
  const isHidden = credential === 'masked' || (credential === 'absent' && isSanitised);
  const shown = headers.filter(({ name }) => !isHidden || name.toLowerCase() !== 'authorization');
  return [
    ...pairs(shown),
    ...(isHidden ? [['Authorization', 'Bearer hidden'] as [string, string]] : []),
    ...(headers.length === 0 ? assumed(postData?.mimeType, response.headers) : []),
  ];
}

/** What a request without headers must have had: its answer tells whether it asked for a stream. */
function assumed(mimeType: string | null | undefined, answered: readonly HarHeader[]): [string, string][] {
  const streaming = answered.filter(({ name }) => name.toLowerCase() === 'mpt-streaming');
  return [['Content-Type', mimeType || 'application/json'], ...pairs(streaming)];
}

function pairs(headers: readonly HarHeader[]): [string, string][] {
  return headers.map(({ name, value }) => [name, value]);
}

/** The bytes of a body that its message says were sent. */
function lengthIn(headers: readonly HarHeader[]): number {
  return Number(headers.find(({ name }) => name.toLowerCase() === 'content-length')?.value ?? 0);
}

// Where nothing was recorded, only a size of 0 says that nothing was sent; Playwright says so of a body that it did not see.
function requestBody({ postData, bodySize, headers }: HarEntry['request']): Buffer | undefined {
  const isSent = (bodySize ?? 0) > 0 || lengthIn(headers) > 0;
  if (postData?.text) return bytesOf(postData);
  const isNothing = postData ? postData.text === '' : bodySize === 0;
  return isNothing && !isSent ? Buffer.alloc(0) : undefined;
}

// Recorders leave out the text of an empty body, and of one that they have dropped, or write an empty one for either.
function responseBody({ status, content, headers }: HarEntry['response']): Buffer | undefined {
  if (content?.text) {
    const bytes = bytesOf(content);
    return bytes && withoutMasks(bytes);
  }
  const isSent = (content?.size ?? 0) > 0 || lengthIn(headers) > 0;
  return (content?.text === '' || status === 204) && !isSent ? Buffer.alloc(0) : undefined;
}

/** undefined where the encoding of the text is not known. */
function bytesOf(body: HarText): Buffer | undefined {
  const encoding = encodingOf(body);
  if (encoding === 'base64') return Buffer.from(body.text ?? '', 'base64');
  return ['', 'utf-8', 'utf8'].includes(encoding) ? Buffer.from(body.text ?? '', 'utf8') : undefined;
}
