import { AnswerLost } from './answer-lost.ts';
import { ApiProblem } from './errors.ts';
import { type Found, lookFor } from './lost-creation.ts';
import type { CallOptions } from './options.ts';
import { isLost, MOST_RETRIES } from './repeat.ts';
import type { Transport } from './transport.ts';
import type { ApiTokenCreate, OpenApiDocument } from './types.ts';

export interface CreateOptions extends CallOptions {
  /**
   * What names this creation, 1 to 255 visible ASCII characters, such as `crypto.randomUUID()`. With it, an answer that is lost is dealt
   * with: where the origin keeps keys the creation is repeated until it is answered [idempotency.replay]; elsewhere it rejects with
   * `AnswerLost`, which says whether there is a token.
   */
  idempotencyKey?: string;
}

const PATH = '/public/v1/accounts/api-tokens';
const KEY = /^[\x21-\x7e]{1,255}$/;

/** Creates with a key. What it learns of the origin is remembered for as long as the client lives. */
export function keyedCreation(transport: Transport) {
  const { secured, open, retries = MOST_RETRIES } = transport;
  const look = lookFor(transport);
  let keepsKeys = false;

  /** Its contract is asked for where no answer has shown it yet. */
  async function hasShownThatItKeepsKeys(options: CallOptions): Promise<boolean> {
    keepsKeys ||= await open({ ...options, retries: MOST_RETRIES })
      .GET('/public/v1/openapi.json')
      .then(
        ({ data }) => declaresKeys(data),
        () => false,
      );
    return keepsKeys;
  }

  /** @throws TypeError for a key that is none, before anything is sent; AnswerLost; and as the other operations do. */
  return async (body: ApiTokenCreate, key: string, options: CallOptions) => {
    if (!KEY.test(key)) throw new TypeError('An idempotencyKey must be 1 to 255 visible ASCII characters.');
    const search = await look.begin(body, options);
    let mayBeThere = false;
    async function mayRepeat(error: unknown): Promise<boolean> {
      const isRunning = error instanceof ApiProblem && error.code === 'idempotency-key.running';
      keepsKeys ||= isRunning;
      const isOpen = isRunning || isLost(error);
      mayBeThere ||= isOpen;
      return isOpen && hasShownThatItKeepsKeys(options);
    }
    try {
      const answer = await secured({ ...options, retries: options.retries ?? retries, mayRepeat }).POST(PATH, {
        body,
        params: { header: { 'Idempotency-Key': key } },
      });
      keepsKeys ||= answer.response.headers.has('Idempotency-Key');
      search.isFound(answer.data?.id);
      return answer;
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!mayBeThere) throw error;
      throw await lost(search.find, error);
    } finally {
      search.end();
    }
  };
}

async function lost(find: () => Promise<Found>, cause: unknown): Promise<AnswerLost> {
  const { outcome, token } = await find();
  return new AnswerLost(outcome, token, cause);
}

/** Whether a contract has the header as a parameter of the creation. */
function declaresKeys(document: OpenApiDocument | undefined): boolean {
  const at = (node: unknown, name: string) => (node as Record<string, unknown> | undefined)?.[name];
  const parameters = ['paths', PATH, 'post', 'parameters'].reduce<unknown>(at, document);
  return [parameters ?? []].flat().some((one) => {
    const reference = at(one, '$ref');
    const { name, in: place } = Object(
      typeof reference === 'string' ? reference.split('/').slice(1).reduce<unknown>(at, document) : one,
    );
    return place === 'header' && /^idempotency-key$/i.test(name);
  });
}
