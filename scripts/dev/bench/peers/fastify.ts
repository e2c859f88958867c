/** Fastify: AJV for what comes, fast-json-stringify for what goes, both made of the contract's schemas. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import contract from '../../../../generated/openapi.json' with { type: 'json' };
import { type Answer, problem } from './answer.ts';
import type { Draft } from './create.ts';
import { announce, databaseFile } from './listen.ts';
import type { CallerRow } from './statements.ts';
import { Work } from './work.ts';

const TOKENS = '/public/v1/accounts/api-tokens';
const SCHEMAS = { $id: 'contract', components: { schemas: contract.components.schemas } };
const schemaOf = (name: keyof typeof contract.components.schemas) => ({ $ref: `contract#/components/schemas/${name}` });
const parameter = (name: keyof typeof contract.components.parameters) => contract.components.parameters[name].schema;

const work = await Work.on(databaseFile());
const app = fastify();
const callers = new WeakMap<FastifyRequest, CallerRow>();

const ajv = new Ajv2020({ strict: false, coerceTypes: true });
addFormats.default(ajv);
ajv.addSchema(SCHEMAS);
app.setValidatorCompiler(({ schema }) => ajv.compile(schema));
app.addSchema(SCHEMAS);

app.addHook('onRequest', (request, reply, done) => {
  const caller = work.authenticate(request.headers.authorization);
  if (!caller) return send(reply, problem(401));
  callers.set(request, caller);
  done();
});

app.get<{ Querystring: { limit?: number; offset?: number } }>(
  TOKENS,
  {
    schema: {
      querystring: { type: 'object', properties: { limit: parameter('Limit'), offset: parameter('Offset') } },
      response: { 200: schemaOf('ApiTokenList'), '4xx': schemaOf('Problem') },
    },
  },
  (request, reply) => send(reply, work.list(callerOf(request), request.query)),
);

app.post<{ Body: Draft }>(
  TOKENS,
  {
    schema: {
      body: schemaOf('ApiTokenCreate'),
      response: { 201: schemaOf('ApiTokenCreated'), '4xx': schemaOf('Problem') },
    },
  },
  (request, reply) => send(reply, work.create(callerOf(request), request.body)),
);

app.get<{ Params: { id: string } }>(
  `${TOKENS}/:id`,
  {
    schema: {
      params: { type: 'object', properties: { id: parameter('TokenId') } },
      response: { 200: schemaOf('ApiToken'), '4xx': schemaOf('Problem') },
    },
  },
  (request, reply) => send(reply, work.get(callerOf(request), request.params.id)),
);

announce(await app.listen({ port: 0, host: '127.0.0.1' }));

function callerOf(request: FastifyRequest): CallerRow {
  const caller = callers.get(request);
  if (!caller) throw new Error('Nobody is calling.');
  return caller;
}

function send(reply: FastifyReply, { status, headers, body }: Answer): void {
  reply.code(status).headers(headers).send(body);
}
