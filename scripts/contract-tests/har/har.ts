/** HAR 1.2, as far as it is read here. What browsers leave out is optional. */
export interface Har {
  log: { entries: HarEntry[] };
}

export interface HarEntry {
  request: {
    method: string;
    url: string;
    headers: HarHeader[];
    bodySize?: number;
    postData?: { text?: string; encoding?: string };
  };
  response: {
    status: number;
    headers: HarHeader[];
    content?: { size?: number; text?: string; encoding?: string };
  };
  _resourceType?: string;
  _webSocketMessages?: unknown;
  /** Of Chromium: `memory` or `disk`. */
  _fromCache?: string;
}

export interface HarHeader {
  name: string;
  value: string;
}

/**
 * Reads a HAR file.
 * @throws Error that says what is not as HAR has it.
 */
export function parseHar(text: string): Har {
  let har: Partial<Har> | null;
  try {
    har = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new Error('it is no JSON.');
  }
  const entries: unknown = har?.log?.entries;
  if (!Array.isArray(entries)) throw new Error('it has no `log.entries`.');
  const wrong = entries.findIndex((entry) => !isEntry(entry));
  if (wrong >= 0) throw new Error(`\`log.entries[${wrong}]\` lacks method, url, status or headers.`);
  return { log: { entries } };
}

function isEntry(entry: Partial<HarEntry> | null): boolean {
  const { request, response } = entry ?? {};
  const isRequest =
    typeof request?.method === 'string' && typeof request.url === 'string' && areHeaders(request.headers);
  return isRequest && typeof response?.status === 'number' && areHeaders(response.headers);
}

function areHeaders(headers: unknown): boolean {
  const isPair = (header: Partial<HarHeader> | null) =>
    typeof header?.name === 'string' && typeof header.value === 'string';
  return Array.isArray(headers) && headers.every(isPair);
}
