import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface StubbedAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

export interface SeenRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** The connection is cut, or nothing ever comes. */
export type NoAnswer = 'cut' | 'silence';

/** A real HTTP server that answers every request alike until the test is over, and keeps what it was sent. */
export async function answering(answer: StubbedAnswer): Promise<{ url: string; seen: SeenRequest[] }> {
  return answeringInTurn(answer);
}

/** The same with one answer after the other; the last one stays. */
export async function answeringInTurn(
  ...answers: [...(StubbedAnswer | NoAnswer)[], StubbedAnswer | NoAnswer]
): Promise<{ url: string; seen: SeenRequest[] }> {
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const answer = answers[Math.min(seen.length, answers.length - 1)];
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    if (answer === 'cut') request.socket.destroy();
    else if (answer !== undefined && answer !== 'silence') {
      response.writeHead(answer.status, answer.headers).end(answer.body);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

/** An answer with a JSON body. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): StubbedAnswer {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  return { status, headers: { 'Content-Type': type, ...headers }, body: JSON.stringify(value) };
}

/** All that an iterator gives. */
export async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** What becomes of a request: it is passed on, or its connection is cut before or after the work was done. */
export type Fate = 'passed' | 'cut before' | 'cut after';

export interface Cutting {
  url: string;
  /** How many requests were cut. */
  cuts(): number;
}

export interface CuttingOptions {
  /** @param count Of all requests, from 0. */
  fate(count: number, request: SeenRequest): Fate;
  /** The deployment has no keys: it is sent none, and its contract has none. */
  withoutKeys?: boolean;
}

/** A proxy that cuts connections, until the test is over. */
export async function cutting(origin: string, { fate, withoutKeys = false }: CuttingOptions): Promise<Cutting> {
  let [requests, cuts] = [0, 0];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url = '', headers } = request;
    const what = fate(requests++, { method, url, headers, body });
    if (what !== 'passed') cuts += 1;
    if (what === 'cut before') return void request.socket.destroy();
    const { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...sent } = headers;
    if (withoutKeys) delete sent['idempotency-key'];
    const answer = await fetch(origin + url, {
      method,
      headers: sent as Record<string, string>,
      ...(body !== '' && { body }),
    });
    const text = await answer.text();
    if (what === 'cut after') return void request.socket.destroy();
    const shown =
      withoutKeys && url.endsWith('/openapi.json') ? text.replaceAll(/idempotency-key/gi, 'X-Nothing') : text;
    const {
      'content-length': length,
      'content-encoding': coding,
      'transfer-encoding': transfer,
      ...told
    } = Object.fromEntries(answer.headers);
    response.writeHead(answer.status, told).end(shown);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, cuts: () => cuts };
}
