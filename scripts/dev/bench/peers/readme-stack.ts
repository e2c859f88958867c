/** Express with express-openapi-validator as its README has it, both ways, and the caller looked up before it. */
import { createServer } from 'node:http';
import express, { type ErrorRequestHandler, type RequestHandler, type Response } from 'express';
import { middleware } from 'express-openapi-validator';
import { type Answer, problem } from './answer.ts';
import { databaseFile, listen } from './listen.ts';
import type { CallerRow } from './statements.ts';
import { Work } from './work.ts';

const TOKENS = '/public/v1/accounts/api-tokens';
const CONTRACT = new URL('../../../../generated/openapi.json', import.meta.url).pathname;

const work = await Work.on(databaseFile());

const authenticate: RequestHandler = (request, response, next) => {
  const caller = work.authenticate(request.headers.authorization);
  if (!caller) return send(response, problem(401));
  response.locals.caller = caller;
  next();
};

const answerFailure: ErrorRequestHandler = (error, _request, response, _next) => {
  response.status(error.status ?? 500).json({ message: error.message, errors: error.errors });
};

const app = express();
app.use(authenticate);
app.use(express.json());
app.use(express.text());
app.use(express.urlencoded({ extended: false }));
app.use(middleware({ apiSpec: CONTRACT, validateRequests: true, validateResponses: true }));
app.get(TOKENS, ({ query }, response) => send(response, work.list(callerOf(response), query)));
app.post(TOKENS, ({ body }, response) => send(response, work.create(callerOf(response), body)));
app.get(`${TOKENS}/:id`, ({ params }, response) => send(response, work.get(callerOf(response), params.id)));
app.use(answerFailure);

await listen(createServer(app));

function callerOf(response: Response): CallerRow {
  return response.locals.caller;
}

function send(response: Response, { status, headers, body }: Answer): void {
  response.status(status).set(headers).json(body);
}
