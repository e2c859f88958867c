import { type HttpHandler, http } from 'msw';
import type { Engine } from '../engine/engine.ts';
import type { Address } from './address.ts';
import { fetchResponse, sandboxRequest } from './exchange.ts';

/** Brings the requests that are for an address to the sandbox. */
export function handlerOf({ pattern, baseOf }: Address, engine: () => Promise<Engine>): HttpHandler {
  return http.all(pattern, async ({ request }) => {
    const { handle } = await engine();
    return fetchResponse(request.method, await handle(sandboxRequest(request, baseOf(request.url))));
  });
}
