import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { toOriginForm } from '../../../server/http/origin.ts';
import { decodedBody } from '../judge/content-coding.ts';
import { type Exchange, headersOf } from '../judge/exchange.ts';
import { createJudge, type Judge } from '../judge/judge.ts';
import { Tally, type Violation } from '../judge/tally.ts';
import { forward, pairsOf, type WireResponse } from './forward.ts';
import { closeServer, urlOf } from './listening.ts';
import { unreachableReply, violationHeader, violationReply } from './reply.ts';

export interface ProxyOptions {
  /** The origin of the server. */
  upstream: URL;
  /** 4010 unless given; 0 is any free one. */
  port?: number;
  /** 127.0.0.1 unless given. */
  host?: string;
  /** Answers stay as they are, with the header `sl-violations`. */
  reportOnly?: boolean;
  onViolation?(violation: Violation): void;
  /** A request that the server did not answer; the reason is that of the connection. */
  onUnanswered?(reason: string): void;
}

export interface ValidatingProxy {
  /** The origin that it listens on. */
  url: string;
  tally: Tally;
  /** Requests that the server did not answer. */
  unanswered(): number;
  close(): Promise<void>;
}

/**
 * Starts a proxy that judges each exchange by the contract. Everything is forwarded, wrong requests too: a test may want
 * the server's own answer to them.
 * @throws what `listen` throws, such as EADDRINUSE.
 */
export async function createProxy(options: ProxyOptions): Promise<ValidatingProxy> {
  const { upstream, port = 4010, host = '127.0.0.1', onUnanswered } = options;
  const judge = await createJudge();
  const tally = new Tally();
  let unanswered = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const body = await buffer(request);
    toOriginForm(request);
    const { method = 'GET', url: target = '/' } = request;
    const asked = { method, target, headers: pairsOf(request.rawHeaders), body };
    try {
      const answer = await forward(upstream, asked, gone.signal);
      send(request, response, await judged(judge, tally, asked, answer, options));
    } catch (error) {
      if (gone.signal.aborted) throw error;
      unanswered += 1;
      const { code, message } = error as NodeJS.ErrnoException;
      onUnanswered?.(code ?? message);
      send(request, response, unreachableReply(upstream, error as Error));
    }
  }

  const server = createServer((request, response) => {
    // The caller is gone, or there is no way to tell it anything.
    handle(request, response).catch(() => response.destroy());
  });
  server.listen(port, host);
  await once(server, 'listening');
  return { url: urlOf(server), tally, unanswered: () => unanswered, close: () => closeServer(server) };
}

async function judged(
  judge: Judge,
  tally: Tally,
  { method, target, headers, body }: Parameters<typeof forward>[1],
  answer: WireResponse,
  { reportOnly = false, onViolation }: ProxyOptions,
): Promise<WireResponse> {
  const received = headersOf(answer.headers);
  const decoded = await decodedBody(answer.body, received.get('content-encoding'));
  const read = 'body' in decoded ? decoded : { body: undefined, unread: decoded };
  const exchange: Exchange = {
    method,
    target,
    request: { headers: headersOf(headers), body },
    response: { status: answer.status, headers: received, ...read },
  };
  const violation = tally.add(exchange, await judge(exchange));
  if (!violation) return answer;
  onViolation?.(violation);
  if (reportOnly) return { ...answer, headers: [...answer.headers, violationHeader(violation)] };
  return violationReply(violation, answer.headers);
}

function send({ method }: IncomingMessage, response: ServerResponse, { status, headers, body }: WireResponse): void {
  const hasBody = status !== 204 && status !== 304 && method !== 'HEAD';
  response.writeHead(status, [...headers, ...(hasBody ? [['Content-Length', String(body.length)]] : [])].flat());
  response.end(hasBody ? body : undefined);
}
