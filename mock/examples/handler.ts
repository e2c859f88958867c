import type { IncomingMessage } from 'node:http';
import { type OperationId, operations } from '../../generated/operations.ts';
import { bearerOf } from '../../server/core/bearer.ts';
import { checkMediaType, parseObject } from '../../server/core/body.ts';
import { inOrder } from '../../server/core/checks.ts';
import { ProblemError, rejectIfAny, unauthenticated } from '../../server/core/problems.ts';
import { findRoute, pathOf, type Route } from '../../server/core/routes.ts';
import { invalidTexts } from '../../server/core/tokens/text.ts';
import { continueTrace } from '../../server/core/trace.ts';
import { checkMessage } from '../../server/http/message.ts';
import { originOf } from '../../server/http/origin.ts';
import { type Preference, readPrefer } from '../engine/prefer.ts';
import { mediaTypeOf, requireBody } from './body.ts';
import { objectOf } from './objects.ts';
import { exampleOfObject, exampleOfProblem, type Outcome } from './outcomes.ts';
import type { Prism, PrismRequest } from './prism.ts';
import { problemReply, type Reply, realised, traced } from './reply.ts';
import { type RequestTarget, readParameters, targetOf } from './request.ts';
import { listOf } from './streams.ts';
import { checkHeaders, validated } from './validators.ts';

export interface HandlerOptions {
  prism: Prism;
  /** The contract, for `getOpenApi`. */
  document: object;
  reportFailure(error: unknown): void;
}

/** Answers a request whose target is in origin form. */
export type MockHandler = (request: IncomingMessage) => Promise<Reply>;

/** What is known of a request that goes to an operation; the checks complete `body` and `input`. */
interface Asked {
  request: IncomingMessage;
  target: RequestTarget;
  traceId: string;
  route: Route;
  operation: OperationId;
  outcomes: Outcome[];
  body: Uint8Array;
  /** What Prism is asked. */
  input: PrismRequest;
}

/** Answers, or finds nothing wrong; what is wrong may also be thrown, as a ProblemError. */
type Check = () => Promise<Reply | undefined>;

/**
 * Stands before Prism for what Prism does not do as the contract says: the order of the checks, and the id: what has no
 * example does not exist. Prism's own problems never leave here.
 */
export function createHandler({ prism, document, reportFailure }: HandlerOptions): MockHandler {
  async function handle(request: IncomingMessage, target: RequestTarget, traceId: string): Promise<Reply> {
    checkMessage(request);
    const route = findRoute(target.path);
    const operation = route?.operation(request.method ?? 'GET');
    const asked = route && operation && askedOf({ request, target, traceId, route, operation });
    const about = (check: (asked: Asked) => Promise<Reply | undefined>): Check => {
      return async () => asked && check(asked);
    };
    const checks = inOrder<Check[]>({
      credential: [async () => checkCredential(request, route)],
      rate: [],
      address: [async () => checkAddress(request, route), about(preferredProblem)],
      size: [about(exampled(checkSize))],
      mediaType: [about(exampled(checkType))],
      form: [about(exampled(checkBody)), about(checkForm)],
    });
    for (const check of checks.flat()) {
      const reply = await check();
      if (reply) return reply;
    }
    throw new ProblemError(404);
  }

  function askedOf(found: Pick<Asked, 'request' | 'target' | 'traceId' | 'route' | 'operation'>): Asked {
    const { operation, route } = found;
    const method = operations[operation].method.toLowerCase() as PrismRequest['method'];
    const input = { method, url: { path: pathOf(route) } };
    return { ...found, outcomes: prism.outcomes(operation), body: new Uint8Array(), input };
  }

  /** The example of what a check refuses, where the contract has one. */
  function exampled(check: (asked: Asked) => void | Promise<void>) {
    return async (asked: Asked): Promise<Reply | undefined> => {
      try {
        await check(asked);
        return undefined;
      } catch (error) {
        const example = error instanceof ProblemError ? exampleOfProblem(asked.outcomes, error) : undefined;
        if (!(error instanceof ProblemError && example)) throw error;
        return realised(await prism.example(asked.input, error.status, example.name), asked.traceId, asked.target.path);
      }
    };
  }

  const checkTextsOf = exampled(checkTexts);
  const checkHeadersOf = exampled(({ request, operation }) => checkHeaders(request, prism.headersOf(operation)));

  /** The query, and what Prism validates; where nothing is wrong, the answer. */
  async function checkForm(asked: Asked): Promise<Reply> {
    const { operation, input, target, traceId } = asked;
    input.url.query = readParameters(target.query, prism.takesFilter(operation));
    const reply = await prism.answer(operation, input);
    if (reply.status >= 400) return realised(reply, traceId, target.path);
    const refused = (await checkTextsOf(asked)) ?? (await checkHeadersOf(asked));
    if (refused) return refused;
    const preference = preferenceOf(asked);
    return preference ? preferred(asked, preference) : validated(asked.request, shown(asked, reply));
  }

  /** The answer as this request gets it. @throws ProblemError 404 for an id that no example has. */
  function shown({ request, operation, outcomes, route, target }: Asked, reply: Reply): Reply {
    if (operation === 'getOpenApi') return { ...reply, body: { ...document, servers: [{ url: originOf(request) }] } };
    if (prism.takesFilter(operation)) return listOf(request, reply, target.query);
    const object = objectOf(route);
    if (!object) return reply;
    if (!exampleOfObject(prism.outcomes(object.reader), object.id)) throw new ProblemError(404);
    const example = exampleOfObject(outcomes, object.id);
    return example ? { ...reply, body: example.value } : reply;
  }

  /** A problem that is asked for is answered whatever the rest of the request is. */
  async function preferredProblem(asked: Asked): Promise<Reply | undefined> {
    const preference = preferenceOf(asked);
    return preference && preference.status >= 400 ? preferred(asked, preference) : undefined;
  }

  async function preferred({ request, input, traceId }: Asked, { status, example }: Preference): Promise<Reply> {
    const reply = await prism.example(input, status, example);
    reply.headers['Preference-Applied'] = `code=${status}${example ? `, example=${example}` : ''}`;
    return request.headers.traceparent ? traced(reply, traceId) : reply;
  }

  return async (request) => {
    const target = targetOf(request);
    const traceId = String(continueTrace(request.headers.traceparent?.toString()));
    try {
      return await handle(request, target, traceId);
    } catch (error) {
      if (error instanceof ProblemError) return problemReply(error, traceId, target.path);
      // The caller is gone: no failure, and no one to tell.
      if (request.destroyed && !request.complete) throw error;
      reportFailure(error);
      return problemReply(new ProblemError(500), traceId, target.path);
    }
  };
}

/** Any credential will do, as long as there is one. */
function checkCredential({ headers }: IncomingMessage, route: Route | undefined): undefined {
  if (!route?.isPublic && bearerOf(headers.authorization) === undefined) throw unauthenticated();
}

function checkAddress({ method = 'GET' }: IncomingMessage, route: Route | undefined): Reply | undefined {
  if (!route) throw new ProblemError(404, { code: 'path.unknown' });
  const allow = [...route.methods, 'OPTIONS'].join(', ');
  if (method === 'OPTIONS') return { status: 204, headers: { Allow: allow, 'Cache-Control': 'no-store' } };
  if (!route.operation(method)) throw new ProblemError(405, { headers: { Allow: allow } });
  return undefined;
}

async function checkSize(asked: Asked): Promise<void> {
  if (operations[asked.operation].body) asked.body = await requireBody(asked.request);
}

function checkType({ operation, request, body }: Asked): void {
  if (operations[operation].body) checkMediaType(body, mediaTypeOf(request));
}

function checkBody({ operation, input, body }: Asked): void {
  if (operations[operation].body) input.body = parseObject(body);
}

/** What a schema cannot say to every program. */
function checkTexts({ operation, input }: Asked): void {
  if (operations[operation].body) rejectIfAny(invalidTexts(Object(input.body)));
}

function preferenceOf({ request, operation, outcomes }: Asked): Preference | undefined {
  return readPrefer(request.headers.prefer?.toString(), operation, outcomes);
}
