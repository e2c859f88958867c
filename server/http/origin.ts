import type { IncomingMessage } from 'node:http';

// The URL parser alone also takes user names, paths and quotes.
const HOST = /^([\w.-]+|\[[\da-f:.]+\])(:\d+)?$/i;

/**
 * A client may send its target as a whole URL, whose host then counts and not the header's (RFC 9112, 3.2.2). Everything
 * after this reads paths only; whatever else it was is the fragment of one, which no request may have [addresses.target].
 */
export function toOriginForm(request: IncomingMessage): void {
  const { url = '' } = request;
  if (url.startsWith('/') || url === '*') return;
  const [, host, target = ''] = /^https?:\/\/([^/?#]+)(.*)$/i.exec(url) ?? [];
  if (host === undefined) {
    request.url = `/#${url}`;
  } else {
    request.headers.host = host;
    request.url = target.startsWith('/') ? target : `/${target}`;
  }
}

/**
 * Scheme, host and port that the client used; the address of the socket where it did not say.
 * @param told What a proxy says of that, which counts where it can be read.
 */
export function originOf(
  { headers, socket: { localAddress = '127.0.0.1', localPort } }: IncomingMessage,
  told: { proto?: string | undefined; host?: string | undefined } = {},
): string {
  const scheme = told.proto === 'https' ? 'https' : 'http';
  const socket = `${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
  const host = [told.host, headers.host].find((one) => one !== undefined && HOST.test(one));
  const candidate = `${scheme}://${host}`;
  return host !== undefined && URL.canParse(candidate) ? new URL(candidate).origin : `${scheme}://${socket}`;
}
