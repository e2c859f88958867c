/** A request as it is shown and sent. */
export interface Shown {
  method: string;
  /** Path and query. */
  target: string;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
}

/** What every client writes by itself. */
const OWN =
  /^(host|connection|content-length|accept-encoding|accept-language|user-agent|origin|referer|pragma|cache-control|transfer-encoding|sec-.*|accept)$/i;

/** The headers of a request that mean something to the API. */
export function tellingHeaders({ headers }: Pick<Shown, 'headers'>): [string, string][] {
  return Object.entries(headers).filter(
    ([name, value]) => !OWN.test(name) || (/^accept$/i.test(name) && /json/.test(value)),
  );
}

/** A request as a command for a POSIX shell. */
export function curlOf(origin: string, request: Shown): string {
  const { method, target, body } = request;
  const isPlain = body === undefined ? method === 'GET' : method === 'POST';
  const parts = [
    `curl -i${isPlain ? '' : method === 'HEAD' ? ' -I' : ` -X ${method}`} ${quoted(origin + target)}`,
    ...tellingHeaders(request).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined || body === '' ? [] : [`--data-raw ${quoted(body)}`]),
  ];
  return parts.join(' \\\n  ');
}

/** As one word of a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
