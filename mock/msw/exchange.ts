import type { SandboxAnswer, SandboxRequest } from '../engine/exchange.ts';

/** Who asks, where no credential tells: there is one page, or one process. */
const ADDRESS = 'this page';

const encoder = new TextEncoder();

/** A request of the Fetch API as the sandbox takes it. @param base What stands before the paths of the contract. */
export function sandboxRequest(request: Request, base: string): SandboxRequest {
  const { method, url, headers, signal } = request;
  const { href, hash } = new URL(url);
  return {
    method,
    target: href.slice(base.length, href.length - hash.length),
    headers: Object.fromEntries(headers),
    origin: base,
    address: ADDRESS,
    readBody: (limit) => readBody(request, limit),
    signal,
  };
}

async function readBody(request: Request, limit: number): Promise<Uint8Array | undefined> {
  const bytes = new Uint8Array(await request.arrayBuffer());
  return bytes.length <= limit ? bytes : undefined;
}

/**
 * An answer as the Fetch API has it; a connection that is cut is a network error there. It says how it is framed, as HTTP
 * does: where MSW brings it over a socket, a stream that breaks would otherwise look like one that ends.
 */
export function fetchResponse(method: string, answer: SandboxAnswer): Response {
  if (answer === 'cut') return Response.error();
  const { status, headers, body } = answer;
  if (typeof body === 'object') {
    return new Response(streamOf(body), { status, headers: { ...headers, 'Transfer-Encoding': 'chunked' } });
  }
  if (body === undefined) return new Response(null, { status, headers });
  const bytes = encoder.encode(body);
  const length = { 'Content-Length': String(bytes.length) };
  return new Response(method === 'HEAD' ? null : bytes, { status, headers: { ...headers, ...length } });
}

/** Reads on as fast as the reader does; who breaks off ends the work, and what breaks it, breaks the stream. */
function streamOf(texts: AsyncGenerator<string, void, undefined>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const piece = await texts.next();
      if (piece.done) controller.close();
      else controller.enqueue(encoder.encode(piece.value));
    },
    async cancel() {
      await texts.return();
    },
  });
}
