import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { type Send, sender } from '../verify/http.ts';

/** A request on its way to the server; change it in place to make the server answer another one. */
export interface PassingRequest {
  method: string;
  /** The path with its query. */
  url: string;
  headers: Headers;
  body: string;
  /** It came without `Host`. */
  hostless: boolean;
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
  const send = sender(origin);
  const ask = (request: PassingRequest) => forward(send, request);
  // What the server makes of a request without `Host` is its own to say.
  const proxy = createServer({ requireHostHeader: false }, async (incoming, response) => {
    const { method = 'GET', url = '/' } = incoming;
    const headers = withoutHops(new Headers(incoming.headers as Record<string, string>));
    const hostless = incoming.headers.host === undefined;
    const request: PassingRequest = { method, url, headers, body: await text(incoming), hostless };
    const altered = { ...request, headers: new Headers(headers) };
    alteration.request?.(altered);
    const answer: PassingAnswer = {
      ...(await ask(altered)),
      method,
      path: url.split('?')[0] ?? '',
      request,
      ask: async (other) => void Object.assign(answer, await ask({ ...altered, ...other })),
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
    send.close();
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

async function forward(send: Send, { method, url, headers, body, hostless }: PassingRequest) {
  const sent = { method, path: url, headers: Object.fromEntries(headers), body: body || undefined, hostless };
  const answered = await send(sent);
  const isJson = /json\b/.test(answered.headers.get('content-type') ?? '');
  return {
    status: answered.status,
    headers: withoutHops(new Headers(answered.headers)),
    body: (isJson ? answered.body : answered.text) || undefined,
  };
}

function withoutHops(headers: Headers): Headers {
  for (const name of HOP_BY_HOP) headers.delete(name);
  return headers;
}
