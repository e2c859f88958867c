import { createLogger } from '@stoplight/prism-core';
import {
  createInstance,
  getHttpOperationsFromSpec,
  type IHttpConfig,
  type IHttpOperationConfig,
  type IHttpRequest,
} from '@stoplight/prism-http';
import type { OperationId } from '../../generated/operations.ts';
import { withoutSecrets } from '../../server/core/credential.ts';
import { exampleOfViolation, hasId, type Outcome } from './outcomes.ts';
import type { Reply } from './reply.ts';

/** A request as Prism reads it: the path as the contract spells it, the body parsed. */
export type PrismRequest = Pick<IHttpRequest, 'method' | 'url' | 'body'>;

export interface Prism {
  /** Answers as the contract says: the first example of the success, or one of the 400 where the request breaks a rule. */
  answer(operation: OperationId, request: PrismRequest): Promise<Reply>;
  /** Answers with one status, and one of its examples, whatever the request is. Both have to be declared. */
  example(request: PrismRequest, status: number, example?: string): Promise<Reply>;
  /** What an operation can answer, in the order of the contract. */
  outcomes(operation: OperationId): Outcome[];
  /** Whether the query string of an operation is in the language of lists. */
  takesFilter(operation: OperationId): boolean;
  /** The headers that an operation takes as parameters. */
  headersOf(operation: OperationId): string[];
}

/**
 * Prism as a function of a request. Its HTTP server is not used: it answers HEAD, `text/json`, malformed JSON and
 * unknown paths in its own way, and cannot be told for one request alone not to validate.
 * @param level Of Prism's own log, on standard output.
 */
export async function createPrism(document: object, level: string): Promise<Prism> {
  // Prism takes the document apart in place.
  const operations = await getHttpOperationsFromSpec(structuredClone(document));
  const destination = { write: (line: string) => void process.stdout.write(withoutSecrets(line)) };
  const logger = createLogger('PRISM', { level }, destination);
  const prism = createInstance(config({}), { logger });

  async function run(request: PrismRequest, options: IHttpConfig) {
    // No `Accept` is passed on: where a problem does not match it, Prism answers with the success instead.
    const headers = { 'content-type': 'application/json' };
    const result = await prism.request({ ...request, headers }, operations, options)();
    if (result._tag === 'Left') throw new Error('Prism has no answer.', { cause: result.left });
    const { output, validations } = result.right;
    const reply = { status: output.statusCode, headers: { ...output.headers }, body: output.body };
    return { reply: consistent(reply), violations: validations.input };
  }

  function outcomes(operation: OperationId): Outcome[] {
    return (find(operation)?.responses ?? []).map(({ code, contents = [] }) => ({
      status: Number(code),
      // A record of a stream is no answer of its own.
      examples: contents
        .slice(0, 1)
        .flatMap(({ examples = [] }) =>
          examples.map((example) => ({ name: example.key, value: 'value' in example ? example.value : undefined })),
        ),
    }));
  }

  function find(operation: OperationId) {
    return operations.find(({ iid }) => iid === operation);
  }

  return {
    async answer(operation, request) {
      const { reply: success, violations } = await run(request, config({}, true));
      if (violations.length === 0) return success;
      // Prism prefers a 422, which here is about keys.
      const { reply } = await run(request, config({ code: 400 }));
      const told = violations.map(({ path, message }) => ({ location: path, message }));
      reply.headers['sl-violations'] = JSON.stringify(told).replaceAll(/[^\x20-\x7e]/g, '?');
      const example = exampleOfViolation(outcomes(operation), reply.status, violations[0]?.path?.[1]);
      return example ? { ...reply, body: example.value } : reply;
    },
    async example(request, code, exampleKey) {
      return (await run(request, config({ code, ...(exampleKey && { exampleKey }) }))).reply;
    },
    outcomes,
    takesFilter: (operation) => find(operation)?.request?.query?.some(({ name }) => name === 'filter') ?? false,
    headersOf: (operation) => find(operation)?.request?.headers?.map(({ name }) => name) ?? [],
  };
}

// A new one for each request: Prism writes into it.
function config(mock: Partial<IHttpOperationConfig>, validateRequest = false): IHttpConfig {
  return {
    isProxy: false,
    validateRequest,
    validateResponse: false,
    checkSecurity: false,
    errors: false,
    upstreamProxy: undefined,
    mock: { dynamic: false, ...mock },
  };
}

// The contract has one example for each header, whatever the body beside it says.
function consistent(reply: Reply): Reply {
  const { headers, body } = reply;
  if (headers.Location && hasId(body)) headers.Location = String(headers.Location).replace(/[^/]+$/, body.id);
  if (reply.status === 429) headers['RateLimit-Remaining'] = 0;
  // An example is a page, until it is streamed.
  delete headers['MPT-Streaming'];
  delete headers['MPT-Item-Count'];
  // Nothing is kept here.
  delete headers['Idempotency-Key'];
  delete headers['Idempotency-Replayed'];
  if (reply.status === 204 || reply.status === 304) delete headers['Content-type'];
  return reply;
}
