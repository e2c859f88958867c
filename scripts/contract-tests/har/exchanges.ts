import { type Exchange, headersOf } from '../judge/exchange.ts';
import type { Har, HarEntry, HarHeader } from './har.ts';

/** What a HAR tells that can be judged, and how many entries cannot be, by their reason. */
export interface Recording {
  exchanges: Exchange[];
  skipped: Map<string, number>;
  /** Whether no request shows a credential, as browsers export by default: then none is missed. */
  isSanitised: boolean;
}

/**
 * Takes the exchanges out of a HAR.
 * @param origin Entries of other origins are skipped; undefined is every origin.
 */
export function exchangesOf({ log: { entries } }: Har, origin: string | undefined): Recording {
  const isSanitised = !entries.some(({ request }) => headerOf(request.headers, 'authorization'));
  const skipped = new Map<string, number>();
  const exchanges: Exchange[] = [];
  for (const entry of entries) {
    const reason = reasonToSkip(entry, origin);
    if (reason) skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
    else exchanges.push(exchangeOf(entry, isSanitised));
  }
  return { exchanges, skipped, isSanitised };
}

function reasonToSkip(entry: HarEntry, origin: string | undefined): string | undefined {
  const { request, response } = entry;
  if (!/^https?:/i.test(request.url) || entry._resourceType === 'websocket' || entry._webSocketMessages) {
    return 'not HTTP';
  }
  if (origin !== undefined && originOf(request.url) !== origin) return 'of another origin';
  if (response.status === 0) return 'aborted';
  if (response.status === 101) return 'not HTTP';
  return response.status === 304 || entry._fromCache !== undefined ? 'from a cache' : undefined;
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

function exchangeOf({ request, response }: HarEntry, isSanitised: boolean): Exchange {
  const headers = [...request.headers, ...(isSanitised ? [{ name: 'Authorization', value: 'Bearer sanitised' }] : [])];
  // As it was sent: the URL parser would encode the quotes of a filter.
  const target = request.url.replace(/#.*$/s, '').replace(/^https?:\/\/[^/?]*/i, '');
  return {
    method: request.method.toUpperCase(),
    target: target.startsWith('/') ? target : `/${target}`,
    request: { headers: headersOf(pairs(headers)), body: requestBody(request) },
    response: { status: response.status, headers: headersOf(pairs(response.headers)), body: responseBody(response) },
  };
}

function pairs(headers: readonly HarHeader[]): [string, string][] {
  return headers.map(({ name, value }) => [name, value]);
}

function headerOf(headers: readonly HarHeader[], wanted: string): string | undefined {
  return headers.find(({ name }) => name.toLowerCase() === wanted)?.value;
}

// Where nothing was recorded, only a size of 0 says that nothing was sent.
function requestBody({ postData, bodySize }: HarEntry['request']): Buffer | undefined {
  if (postData?.text === undefined) return bodySize === 0 && !postData ? Buffer.alloc(0) : undefined;
  return bytesOf(postData.text, postData.encoding);
}

// Browsers leave out the text of an empty body, and of one that they have dropped: then the size may be 0 as well.
function responseBody({ status, content }: HarEntry['response']): Buffer | undefined {
  if (content?.text !== undefined) return bytesOf(content.text, content.encoding);
  return status === 204 ? Buffer.alloc(0) : undefined;
}

function bytesOf(text: string, encoding: string | undefined): Buffer {
  return Buffer.from(text, encoding?.toLowerCase() === 'base64' ? 'base64' : 'utf8');
}
