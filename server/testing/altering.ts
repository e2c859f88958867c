import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** A request on its way to the server; change it in place to make the server answer another one. */
export interface PassingRequest {
  method: string;
  /** The path with its query. */
  url: string;
  headers: Headers;
  body: string;
}

/** An answer on its way back; change it in place to break a promise. */
export interface PassingAnswer {
  method: string;
  path: string;
  status: number;
  headers: Headers;
  /** The JSON that it holds, if it does. */
  // biome-ignore lint/suspicious/noExplicitAny: a test breaks what it wants to.
  body: any;
  /** As the client sent it. */
  request: Readonly<PassingRequest>;
  /** Asks the server once more, in place of this answer. */
  ask(request: Partial<PassingRequest>): Promise<void>;
}

export interface Alteration {
  request?: (request: PassingRequest) => void;
  answer?: (answer: PassingAnswer) => void | Promise<void>;
}

const HOP_BY_HOP = ['host', 'connection', 'content-length', 'keep-alive', 'transfer-encoding'];

/** Starts a proxy before a server that changes requests or answers; it stops with the test. */
export async function alter(origin: string, change: Alteration['answer'] | Alteration): Promise<string> {
  const alteration: Alteration = typeof change === 'function' ? { answer: change } : { ...change };
  const proxy = createServer(async (incoming, response) => {
    const { method = 'GET', url = '/' } = incoming;
    const headers = withoutHops(new Headers(incoming.headers as Record<string, string>));
    const request: PassingRequest = { method, url, headers, body: await text(incoming) };
    const altered = { ...request, headers: new Headers(headers) };
    alteration.request?.(altered);
    const answer: PassingAnswer = {
      ...(await send(origin, altered)),
      method,
      path: url.split('?')[0] ?? '',
      request,
      ask: async (other) => void Object.assign(answer, await send(origin, { ...altered, ...other })),
    };
    await alteration.answer?.(answer);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    proxy.close();
    proxy.closeAllConnections();
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

async function send(origin: string, { method, url, headers, body }: PassingRequest) {
  const withBody = body !== '' && method !== 'GET' && method !== 'HEAD';
  const sent = await fetch(origin + url, { method, headers, redirect: 'manual', ...(withBody && { body }) });
  const answered = await sent.text();
  const isJson = answered !== '' && /json/.test(sent.headers.get('content-type') ?? '');
  return {
    status: sent.status,
    headers: withoutHops(new Headers(sent.headers)),
    body: isJson ? JSON.parse(answered) : answered || undefined,
  };
}

function withoutHops(headers: Headers): Headers {
  for (const name of HOP_BY_HOP) headers.delete(name);
  return headers;
}
