import { operations } from '../../generated/operations.ts';
import type { BoundsCheck } from '../../server/core/array-bounds.ts';
import { checkMediaType, parseObject, tooLarge } from '../../server/core/body.ts';
import { inOrder } from '../../server/core/checks.ts';
import { ProblemError } from '../../server/core/problems.ts';
import { countRequest, rateHeaders, refusalOf, requireRate } from '../../server/core/rate.ts';
import { type Asked, identify } from './asked.ts';
import { checkBody } from './form.ts';
import type { Reply } from './reply.ts';
import type { StandIn } from './stand-in.ts';

/** Answers, or finds nothing wrong; what is wrong may also be thrown, as a ProblemError. */
export type Check = (asked: Asked) => Promise<Reply | undefined> | Reply | undefined;

export interface CheckOptions {
  /** In bytes. */
  bodyLimit: number;
  checkBounds: BoundsCheck;
  standIn: StandIn | undefined;
  /** Comes where it is known which operation a request goes to, in place of the rest. */
  instead: Check;
}

/** The checks of a request, in the order of the contract [checks.order]. */
export function checksOf({ bodyLimit, checkBounds, standIn, instead }: CheckOptions): Check[] {
  return inOrder<Check[]>({
    credential: [(asked) => requirePrincipal(asked, standIn)],
    rate: [({ rate }) => requireRate(rate) ?? undefined],
    address: [requireAddress, instead],
    size: [(asked) => readBody(asked, bodyLimit)],
    mediaType: [requireMediaType],
    form: [(asked) => parseBody(asked, checkBounds)],
  }).flat();
}

async function requirePrincipal(asked: Asked, standIn: StandIn | undefined): Promise<undefined> {
  await identify(asked, standIn);
  const { state, principal, request } = asked;
  const isPublic = asked.route?.isPublic ?? false;
  const counted = { principal, isPublic, address: () => request.address };
  asked.rate = await countRequest(state.rate, counted, (key, limit) => state.counter.take(key, limit));
  const { nearest } = asked.rate;
  if (nearest) asked.headers = rateHeaders(nearest);
  if (!principal && !isPublic) throw refusalOf(asked.rate);
}

function requireAddress({ route, operation, request }: Asked): Reply | undefined {
  if (!route) throw new ProblemError(404, { code: 'path.unknown' });
  const { allow } = route;
  if (request.method === 'OPTIONS') return { status: 204, headers: { Allow: allow, 'Cache-Control': 'no-store' } };
  if (!operation) throw new ProblemError(405, { headers: { Allow: allow }, detail: `This path has ${allow}.` });
  return undefined;
}

async function readBody(asked: Asked, limit: number): Promise<undefined> {
  if (!takesBody(asked)) return;
  const { 'content-encoding': coding = 'identity' } = asked.request.headers;
  const bytes = await asked.request.readBody(limit);
  if (!bytes) throw tooLarge(limit);
  if (coding.toLowerCase() !== 'identity') {
    throw new ProblemError(415, { detail: 'The body is in a content coding that is not accepted.' });
  }
  asked.bytes = bytes;
}

function requireMediaType(asked: Asked): undefined {
  if (takesBody(asked)) checkMediaType(bytesOf(asked), asked.request.headers['content-type']);
}

function parseBody(asked: Asked, checkBounds: BoundsCheck): undefined {
  const { operation } = asked;
  if (!operation || !takesBody(asked)) return;
  asked.body = parseObject(bytesOf(asked));
  checkBounds(operation, asked.body);
  checkBody(operation, asked.body);
}

function takesBody({ operation }: Asked): boolean {
  return operation !== undefined && operations[operation].body;
}

function bytesOf({ bytes = new Uint8Array() }: Asked): Uint8Array {
  return bytes;
}
