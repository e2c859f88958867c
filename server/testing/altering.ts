import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** An answer on its way back; change it in place to break a promise. */
export interface PassingAnswer {
  method: string;
  path: string;
  status: number;
  headers: Headers;
  /** The JSON that it holds, if it does. */
  // biome-ignore lint/suspicious/noExplicitAny: a test breaks what it wants to.
  body: any;
}

/** Starts a proxy before a server that changes its answers; it stops with the test. */
export async function alter(origin: string, change: (answer: PassingAnswer) => void): Promise<string> {
  const proxy = createServer(async (request, response) => {
    const { method = 'GET', url = '/' } = request;
    const { host, connection, 'content-length': length, ...headers } = request.headers as Record<string, string>;
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const original = await fetch(origin + url, {
      method,
      headers,
      redirect: 'manual',
      ...(body.length > 0 && { body }),
    });
    const text = await original.text();
    const [path = ''] = url.split('?');
    const isJson = text !== '' && /json/.test(original.headers.get('content-type') ?? '');
    const answer: PassingAnswer = {
      method,
      path,
      status: original.status,
      headers: new Headers(original.headers),
      body: isJson ? JSON.parse(text) : undefined,
    };
    change(answer);
    for (const name of ['content-length', 'connection', 'keep-alive', 'transfer-encoding']) answer.headers.delete(name);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(answer.body === undefined ? text : JSON.stringify(answer.body));
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    proxy.close();
    proxy.closeAllConnections();
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}
