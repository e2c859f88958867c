import { createLogger } from '@stoplight/prism-core';
import {
  createInstance,
  getHttpOperationsFromSpec,
  type IHttpConfig,
  type IHttpOperationConfig,
  type IHttpRequest,
} from '@stoplight/prism-http';
import type { OperationId } from '../generated/operations.ts';
import { withoutCredentials } from '../server/secrets/credential.ts';
import type { Reply } from './reply.ts';

/** A request as Prism reads it: the path as the contract spells it, the body parsed. */
export type PrismRequest = Pick<IHttpRequest, 'method' | 'url' | 'body'>;

/** A status of an operation and the names of its examples. */
export interface Outcome {
  status: number;
  examples: string[];
}

export interface Prism {
  /** Answers as the contract says: the first example of the success, or of the 400 where the request breaks a rule. */
  answer(request: PrismRequest): Promise<Reply>;
  /** Answers with one status, and one of its examples, whatever the request is. Both have to be declared. */
  example(request: PrismRequest, status: number, example?: string): Promise<Reply>;
  /** What an operation can answer, in the order of the contract. */
  outcomes(operation: OperationId): Outcome[];
}

/**
 * Prism as a function of a request. Its HTTP server is not used: it answers HEAD, `text/json`, malformed JSON and
 * unknown paths in its own way, and cannot be told for one request alone not to validate.
 * @param level Of Prism's own log, on standard output.
 */
export async function createPrism(document: object, level: string): Promise<Prism> {
  // Prism takes the document apart in place.
  const operations = await getHttpOperationsFromSpec(structuredClone(document));
  const destination = { write: (line: string) => void process.stdout.write(withoutCredentials(line)) };
  const logger = createLogger('PRISM', { level }, destination);
  const prism = createInstance(config({}), { logger });

  async function run(request: PrismRequest, options: IHttpConfig): Promise<Reply> {
    // No `Accept` is passed on: where a problem does not match it, Prism answers with the success instead.
    const headers = { 'content-type': 'application/json' };
    const result = await prism.request({ ...request, headers }, operations, options)();
    if (result._tag === 'Left') throw new Error('Prism has no answer.', { cause: result.left });
    const { output, validations } = result.right;
    const reply = { status: output.statusCode, headers: { ...output.headers }, body: output.body };
    if (validations.input.length > 0) {
      const violations = validations.input.map(({ path, message }) => ({ location: path, message }));
      reply.headers['sl-violations'] = JSON.stringify(violations).replaceAll(/[^\x20-\x7e]/g, '?');
    }
    return consistent(reply);
  }

  return {
    answer: (request) => run(request, config({}, true)),
    example: (request, code, exampleKey) => run(request, config({ code, ...(exampleKey && { exampleKey }) })),
    outcomes: (operation) =>
      (operations.find(({ iid }) => iid === operation)?.responses ?? []).map(({ code, contents = [] }) => ({
        status: Number(code),
        examples: contents.flatMap(({ examples = [] }) => examples.map(({ key }) => key)),
      })),
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
  return reply;
}

function hasId(body: unknown): body is { id: string } {
  return typeof body === 'object' && body !== null && 'id' in body && typeof body.id === 'string';
}
