import { once } from 'node:events';
import { connect } from 'node:net';
import { assertKeepsContract, type Observed } from './contract.ts';

export interface RawRequest {
  method?: string;
  path?: string;
  /** Header lines as they are sent, `Host` and `Content-Length` beside them. */
  headers?: readonly string[];
  body?: string | Uint8Array;
}

/** Calls over a bare socket, for what no HTTP library would send, and checks the answer against the contract. */
export async function sendRaw(url: string, { method = 'GET', path = '/', headers = [], body }: RawRequest) {
  const length = body !== undefined && !headers.some((line) => /^(content-length|transfer-encoding):/i.test(line));
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${new URL(url).host}`,
    ...headers,
    ...(length ? [`Content-Length: ${Buffer.byteLength(body)}`] : []),
    'Connection: close',
  ];
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  const answer = await exchange(url, Buffer.concat([head, Buffer.from(body ?? '')]), method);
  await assertKeepsContract(method, path, answer, body);
  return answer;
}

// biome-ignore lint/suspicious/noExplicitAny: a test asserts what it reads, the type would only repeat it.
export type RawAnswer = Observed & { body: any; statusLine: string };

/** Sends bytes as they are and reads the answer up to the length it declares. */
export async function exchange(url: string, bytes: string | Uint8Array, method = 'GET'): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = Buffer.alloc(0);
  try {
    await once(socket, 'connect');
    socket.on('error', () => {});
    socket.write(bytes);
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      received = Buffer.concat([received, chunk]);
      const answer = parse(received, method);
      if (answer) return answer;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ECONNRESET' && code !== 'EPIPE') throw error;
  } finally {
    socket.destroy();
  }
  throw new Error(`The connection ended without a whole answer after: ${received.toString('latin1')}`);
}

function parse(received: Buffer, method: string): RawAnswer | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [statusLine = '', ...lines] = received.subarray(0, end).toString('latin1').split('\r\n');
  const headers = new Headers(lines.map((line): [string, string] => split(line)));
  const status = Number(statusLine.split(' ')[1]);
  if (status === 100) return parse(received.subarray(end + 4), method);
  const hasBody = method !== 'HEAD' && status !== 204;
  const length = hasBody ? Number(headers.get('content-length')) : 0;
  const bytes = received.subarray(end + 4, end + 4 + length);
  if (bytes.length < length) return undefined;
  const text = bytes.toString('utf8');
  return { statusLine, status, headers, text, body: text === '' ? undefined : JSON.parse(text) };
}

function split(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
}
