import { AnswerLost } from './answer-lost.ts';
import { ApiProblem } from './errors.ts';
import { type Found, lookFor } from './lost-creation.ts';
import { backOff, isLost, MOST_TRIES, repeated, sleep } from './repeat.ts';
import { bodyOf, type Transport } from './transport.ts';
import type { ApiTokenCreate, ApiTokenCreated, OpenApiDocument } from './types.ts';

export interface CreateOptions {
  /**
   * What names this creation, 1 to 255 visible ASCII characters, such as `crypto.randomUUID()`. With it, an answer that is lost is dealt
   * with: where the origin keeps keys the creation is repeated until it is answered; elsewhere it rejects with `AnswerLost`, which
   * says whether there is a token.
   */
  idempotencyKey?: string;
}

const PATH = '/public/v1/accounts/api-tokens';
const KEY = /^[\x21-\x7e]{1,255}$/;
/** Whoever is told to wait longer than these seconds does so without us. */
const LONGEST_WAIT = 60;

/** Creates with a key. What it learns of the origin is remembered for as long as the client lives. */
export function keyedCreation(transport: Transport) {
  const { secured, open, backOffMs } = transport;
  const look = lookFor(transport);
  let keepsKeys = false;

  /** Its contract is asked for where no answer has shown it yet. */
  async function hasShownThatItKeepsKeys(): Promise<boolean> {
    keepsKeys ||= await repeated(
      async () => declaresKeys(await bodyOf(open.GET('/public/v1/openapi.json'))),
      backOffMs,
    ).catch(() => false);
    return keepsKeys;
  }

  /** @throws TypeError for a key that is none, before anything is sent; AnswerLost; and as the other operations do. */
  return async (body: ApiTokenCreate, key: string): Promise<ApiTokenCreated> => {
    if (!KEY.test(key)) throw new TypeError('An idempotencyKey must be 1 to 255 visible ASCII characters.');
    const search = await look.begin(body);
    let mayBeThere = false;
    try {
      for (let tries = 1; ; tries++) {
        try {
          const sent = secured.POST(PATH, { body, params: { header: { 'Idempotency-Key': key } } });
          keepsKeys ||= (await sent).response.headers.has('Idempotency-Key');
          const token = await bodyOf(sent);
          search.isFound(token.id);
          return token;
        } catch (error) {
          const { retryAfter } = Object(error) as Partial<ApiProblem>;
          if (isCode(error, 'idempotency-key.running')) keepsKeys = true;
          else if (!isNotCarriedOut(error) && !isLost(error)) throw error;
          if ((retryAfter ?? 0) > LONGEST_WAIT) throw error;
          mayBeThere ||= !isNotCarriedOut(error);
          const mayRepeat = isNotCarriedOut(error) || (await hasShownThatItKeepsKeys());
          if (!mayRepeat || tries >= MOST_TRIES) throw mayBeThere ? await lost(search.find, error) : error;
          await sleep(backOff(tries, backOffMs, retryAfter));
        }
      }
    } finally {
      search.end();
    }
  };
}

async function lost(find: () => Promise<Found>, cause: unknown): Promise<AnswerLost> {
  const { outcome, token } = await find();
  return new AnswerLost(outcome, token, cause);
}

/** The contract says so of this answer, whatever was asked. */
function isNotCarriedOut(error: unknown): boolean {
  return isCode(error, 'server.unavailable');
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof ApiProblem && error.code === code;
}

/** Whether a contract has the header as a parameter of the creation. */
function declaresKeys(document: OpenApiDocument): boolean {
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
