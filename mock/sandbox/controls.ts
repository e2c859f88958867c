import type { IncomingMessage, ServerResponse } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { text } from 'node:stream/consumers';
import { ControlError } from '../engine/control-error.ts';
import { readNext } from '../engine/control-input.ts';
import { type Controls, controlsOf } from '../engine/controls.ts';
import { PERMISSION, STATE_HEADER } from '../engine/cors.ts';
import type { Engine } from '../engine/engine.ts';
import type { NextAnswer } from '../engine/faults.ts';
import { DEFAULT_STATE } from '../engine/states.ts';
import { preflight } from '../preflight.ts';
import { streamEntries } from './events.ts';

/** Below which the controls are. */
export const CONTROLS = '/sandbox';

export interface ControlOptions {
  /** Whether whoever reaches the sandbox may control it; only this machine may unless told otherwise. */
  allowRemoteControls?: boolean;
}

interface Control {
  engine: Engine;
  /** Of the state that the request names. */
  controls: Controls;
  state: string;
  body(): Promise<unknown>;
}

type Routes = Record<string, (control: Control) => Promise<unknown>>;

/** Method and path → what it does; what it answers with is JSON, nothing is 204. */
const ROUTES: Routes = {
  'GET ': async ({ engine }) => describe(engine),
  'POST /reset': ({ controls }) => controls.reset(),
  'GET /state': ({ controls }) => controls.save(),
  'PUT /state': async ({ controls, body }) => controls.restore((await body()) as never),
  'DELETE /state': ({ engine, state }) => engine.states.forget(state),
  'GET /clock': async ({ controls }) => shown(await controls.clock()),
  'PUT /clock': async ({ controls, body }) => controls.setClock((await body()) as never),
  'POST /clock/advance': async ({ controls, body }) => {
    const { milliseconds } = Object(await body());
    await controls.advanceClock(milliseconds);
    return shown(await controls.clock());
  },
  'GET /next': async ({ engine, state }) => engine.states.of(state).faults.next,
  'PUT /next': async ({ engine, controls, body }) => {
    const next = readNext(await body(), engine.declared);
    for (const [operation, answers] of next) await controls.next(operation, ...(answers as NextAnswer[]));
  },
  'GET /faults': async ({ engine, state }) => engine.states.of(state).faults.faults,
  'PUT /faults': async ({ controls, body }) => controls.setFaults((await body()) as never),
  'DELETE /faults': ({ controls }) => controls.setFaults({}),
  'GET /rate-limit': async ({ engine, state }) => engine.states.of(state).rate,
  'PUT /rate-limit': async ({ controls, body }) => controls.setRateLimit((await body()) as never),
  'GET /requests': ({ controls }) => controls.requests(),
};

/** Whether a request is for the controls. */
export function isControl({ url = '' }: IncomingMessage): boolean {
  return new RegExp(`^${CONTROLS}(/|\\?|$)`).test(url);
}

/** Answers a request for the controls. */
export async function control(
  engine: Engine,
  { allowRemoteControls = false }: ControlOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '', headers, socket } = request;
  const permission = preflight({ method, headers: headers as Record<string, string> });
  if (permission) return void response.writeHead(204, { ...PERMISSION, ...permission }).end();
  if (!allowRemoteControls && !isLoopback(socket.remoteAddress)) {
    const detail = 'The sandbox is controlled from its own machine only; --allow-remote-controls lets others in.';
    return refuse(response, 403, { detail });
  }
  const path = (url.split('?')[0] ?? '').slice(CONTROLS.length).replace(/\/$/, '');
  if (method === 'GET' && path === '/events') return streamEntries(engine.journal, response);
  const route = ROUTES[`${method} ${path}`];
  if (!route) return refuse(response, 404, { detail: `There are ${Object.keys(ROUTES).map(spelt).join(', ')}.` });
  const state = headers[STATE_HEADER.toLowerCase()]?.toString().trim() || DEFAULT_STATE;
  try {
    const result = await route({ engine, state, controls: controlsOf(engine, state), body: () => jsonOf(request) });
    request.resume();
    if (result === undefined) response.writeHead(204, PERMISSION).end();
    else sendJson(response, 200, 'application/json', result);
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    refuse(response, 400, { detail: error.message, errors: error.errors });
  }
}

/** What can be controlled, for whoever looks. */
function describe({ states, declared, standIn }: Engine): object {
  const operations = Object.entries(declared).map(([id, answers]) => {
    const entries = answers.map(({ status, examples }) => [status, examples.map(({ name }) => name)]);
    return [id, Object.fromEntries(entries)];
  });
  return {
    controls: [...Object.keys(ROUTES).map(spelt), `GET ${CONTROLS}/events`],
    states: states.names,
    actsAs: standIn?.id,
    operations: Object.fromEntries(operations),
  };
}

function spelt(route: string): string {
  return route.replace(' ', ` ${CONTROLS}`);
}

function shown({ at, frozen }: { at: number; frozen: boolean }): object {
  return { at: new Date(at).toISOString(), frozen };
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse(await text(request));
  } catch {
    throw new ControlError({ $: 'must be JSON' });
  }
}

function refuse(response: ServerResponse, status: number, told: { detail: string; errors?: object }): void {
  const titles: Record<number, string> = { 400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found' };
  sendJson(response, status, 'application/problem+json', { title: titles[status], status, ...told });
}

function sendJson(response: ServerResponse, status: number, type: string, value: unknown): void {
  const headers = { ...PERMISSION, 'Content-Type': type, 'Cache-Control': 'no-store' };
  response.writeHead(status, headers).end(JSON.stringify(value));
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

function isLoopback(address = ''): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return isIP(plain) !== 0 && LOOPBACK.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}
