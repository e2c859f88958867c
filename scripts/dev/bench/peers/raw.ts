/** Plain `node:http` with prepared SQL: nothing is validated, neither what comes nor what goes. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type Answer, problem } from './answer.ts';
import { databaseFile, listen } from './listen.ts';
import { type Stream, Work } from './work.ts';

const TOKENS = '/public/v1/accounts/api-tokens';

const work = await Work.on(databaseFile());
await listen(createServer((request, response) => void answerRequest(request, response)));

async function answerRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const caller = work.authenticate(request.headers.authorization);
  if (!caller) return send(response, problem(401));
  const [path = '', query] = request.url?.split('?', 2) ?? [];
  if (path === TOKENS && request.method === 'POST') return send(response, work.create(caller, await bodyOf(request)));
  if (path === TOKENS) {
    if (request.headers['mpt-streaming'] === 'true') return sendStream(response, work.stream(caller));
    return send(response, work.list(caller, pagingOf(query)));
  }
  if (path.startsWith(`${TOKENS}/`)) return send(response, work.get(caller, path.slice(TOKENS.length + 1)));
  send(response, problem(404));
}

function pagingOf(query: string | undefined): { limit?: number; offset?: number } {
  const parameters = new URLSearchParams(query);
  const paging: { limit?: number; offset?: number } = {};
  for (const name of ['limit', 'offset'] as const) {
    const text = parameters.get(name);
    if (text !== null) paging[name] = Number(text);
  }
  return paging;
}

async function bodyOf(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(text) }).end(text);
}

/** As it is read; who leaves ends it. */
async function sendStream(response: ServerResponse, { count, pages }: Stream): Promise<void> {
  response.writeHead(200, {
    'Content-Type': 'application/jsonl',
    'Cache-Control': 'no-store',
    'MPT-Streaming': 'true',
    'MPT-Item-Count': count,
  });
  await pipeline(lines(pages), response).catch(() => {});
}

function* lines(pages: Iterable<object[]>): Iterable<string> {
  for (const page of pages) yield page.map((record) => `${JSON.stringify(record)}\n`).join('');
}
