import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { middleware } from 'express-openapi-validator';
import type { OpenAPIV3 } from 'express-openapi-validator/dist/framework/types.js';
import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OperationId, operations } from '../../generated/operations.ts';
import { formProblem } from '../core/form-problem.ts';
import { ProblemError } from '../core/problems.ts';
import { findRoute } from '../core/routes.ts';
import { changed } from '../testing/changed.ts';
import { pathOf, requestExamples, responseExamples } from '../testing/examples.ts';
import { contextOf } from './context.ts';
import { type Answer, contractValidation } from './contract.ts';
import { loadDocument } from './document.ts';

const CASES = 5_000;
const SEED = 20_261_126;
const IDS = { Token: 'TKN-1234-5678', Module: 'MOD-1234', Account: 'ACC-1234-5678' };
const KEPT = 'kept';
const BROKEN = 'broken';

/** A body that is sent to an operation, or an answer that the operation gives. */
interface Case {
  operation: OperationId;
  body?: unknown;
  answer?: Answer;
}

const requests: Arbitrary<Case> = fc.oneof(
  ...requestExamples.map(({ operation, value }) =>
    fc.record({ operation: fc.constant(operation), body: changed(value) }),
  ),
);

/** Mostly this one, else one of the others. */
const mostly = <T>(one: T, others: readonly T[]) =>
  fc.oneof({ arbitrary: fc.constant(one), weight: 8 }, { arbitrary: fc.constantFrom(...others), weight: 1 });

const answers: Arbitrary<Case> = fc.oneof(
  ...responseExamples
    .filter(({ status }) => status < 500)
    .map(({ operation, status, value }) =>
      fc.record({
        operation: mostly(operation, Object.keys(operations) as OperationId[]),
        answer: fc.record({
          status: mostly(status, [200, 201, 202, 204, 400, 404, 409, 418]),
          contentType: fc.constantFrom('application/json', 'application/problem+json'),
          // The middleware takes `null` for an answer that has no body.
          body: changed(value).filter((body) => body !== null),
        }),
      }),
    ),
);

/** A way to validate: what comes before an operation, and how its answer is sent. */
interface Side {
  before: RequestHandler[];
  send(operation: OperationId, answer: Answer, response: Response): void;
}

async function takenApart(): Promise<Side> {
  const { requests, checkAnswer } = contractValidation(await loadDocument());
  const check: RequestHandler = async (request, response, next) => {
    for (const step of requests) await step(request, response);
    next();
  };
  return { before: [check], send: checkAnswer };
}

async function asItComes(): Promise<Side> {
  return {
    before: middleware({
      apiSpec: structuredClone(await loadDocument()) as unknown as OpenAPIV3.DocumentV3_1,
      validateRequests: { allErrors: true, allowUnknownQueryParameters: true },
      validateResponses: { allErrors: true },
      validateSecurity: false,
      fileUploader: false,
      ajvFormats: { mode: 'full' },
    }),
    send: (_operation, { status, contentType, body }, response) => {
      response.status(status).type(contentType).json(body);
    },
  };
}

describe('what the validator says, taken apart, is what its middleware says', () => {
  it.each([
    ['requests', requests],
    ['answers', answers],
  ])('of 5,000 %s', async (_name, arbitrary) => {
    const cases = fc.sample(arbitrary, { numRuns: CASES, seed: SEED });
    const said = await verdicts(await takenApart(), cases);
    const expected = await verdicts(await asItComes(), cases);
    for (const [index, one] of cases.entries()) expect(said[index], JSON.stringify(one)).toEqual(expected[index]);
    const kept = expected.filter((verdict) => verdict === KEPT).length;
    expect(Math.min(kept, CASES - kept)).toBeGreaterThan(CASES / 20);
  });
});

/** What a side says of each case. */
async function verdicts({ before, send }: Side, cases: readonly Case[]): Promise<string[]> {
  const said: string[] = [];
  const findOperation: RequestHandler = (request, response, next) => {
    const route = findRoute(request.path);
    Object.assign(contextOf(response), { route, operation: route?.operation(request.method) });
    next();
  };
  const answer: RequestHandler = (request, response) => {
    const index = indexOf(request);
    const { operation, answer } = cases[index] ?? {};
    said[index] = KEPT;
    // The middleware notes what it finds before it comes back.
    if (operation && answer) send(operation, answer, response);
    response.end();
  };
  const note: ErrorRequestHandler = (error, request, response, _next) => {
    const index = indexOf(request);
    const problem = error instanceof ProblemError ? error : formProblem(error.errors ?? []);
    // Of an answer that breaks the contract its caller is told nothing more.
    said[index] = cases[index]?.answer ? BROKEN : JSON.stringify(problem.errors);
    response.end();
  };
  const app = express().set('query parser', false);
  app.use(findOperation, ...before, answer, note);
  for (const [index, one] of cases.entries()) await pass(app, one, index);
  return said;
}

function indexOf(request: Request): number {
  return Number(request.headers.case);
}

/** A request without a connection: so many over HTTP would take a minute. What is no case of a body has one that keeps the contract. */
async function pass(app: Express, { operation, body = { name: 'x' } }: Case, index: number): Promise<void> {
  const { method, body: takesBody } = operations[operation];
  const headers = { case: String(index), ...(takesBody && { 'content-type': 'application/json' }) };
  const request = Object.assign(new IncomingMessage(new Socket()), { method, headers, url: pathOf(operation, IDS) });
  Object.assign(request, takesBody && { body });
  await new Promise<void>((resolve) => {
    app(request, Object.assign(new ServerResponse(request), { end: () => resolve() }));
  });
}
