import type { components } from '../../../generated/schema.ts';
import type { Instant } from '../ports/clock.ts';
import type { KeyedCreation } from '../ports/store.ts';
import type { Principal } from '../principal.ts';
import { invalid, ProblemError } from '../problems.ts';
import type { CreatedRepresentation } from './representation.ts';

type TokenDraft = components['schemas']['ApiTokenCreate'];

/** How long a key is kept [idempotency.day]. */
export const DAY_IN_MS = 86_400_000;

const KEY = /^[\x21-\x7e]{1,255}$/;
const RETRY_SECONDS = 1;

/** A key as it is kept, and what it was sent with. */
export type CreationKey = Pick<KeyedCreation, 'accountId' | 'key' | 'body'>;

/**
 * The key of an `Idempotency-Key`, the whole value as it was sent. Undefined where there is none.
 * @throws ProblemError 400 that names the header [idempotency.form].
 */
export function readIdempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined || KEY.test(header)) return header;
  const message = 'must be 1 to 255 visible ASCII characters';
  throw invalid([{ field: 'Idempotency-Key', code: 'idempotency-key.malformed', message }]);
}

/**
 * What tells a creation from others. Digests, because the key and the body are what callers make of them, and nobody has to
 * read them again. Bodies are the same that ask for the same token [idempotency.body].
 */
export async function creationKey({ account }: Principal, draft: TokenDraft, key: string): Promise<CreationKey> {
  const { name, description = null, icon = null, extensions } = draft;
  const asked = [
    draft.account?.id ?? account.id,
    name,
    description,
    icon,
    [...new Set(draft.modules?.map(({ id }) => id))],
    extensions?.map(({ id }) => id) ?? null,
  ];
  return { accountId: account.id, key: await digest(key), body: await digest(JSON.stringify(asked)) };
}

/** Whether a creation answers a key at this moment. One of the future does: the clock was set back since [idempotency.lasting]. */
export function isKept({ at }: KeyedCreation, now: Instant): boolean {
  return now - at < DAY_IN_MS;
}

/** The answer to a creation as it is kept: without the credential, in its place [idempotency.sealed]. */
export function asKept(answer: CreatedRepresentation): string {
  return JSON.stringify({ ...answer, token: '' });
}

/** The same answer again. */
export function asAnswered({ answer }: KeyedCreation, credential: string): CreatedRepresentation {
  return { ...JSON.parse(answer), token: credential };
}

/**
 * Keys whose first request is under way in this process [idempotency.running]. Another process waits for the lock of the
 * database, and finds the key when it has it.
 */
export class RunningKeys {
  readonly #running = new Set<string>();

  /** Does work for a key. @throws ProblemError 409 while other work for it is under way. */
  async alone<T>({ accountId, key }: CreationKey, work: () => Promise<T>): Promise<T> {
    const name = `${accountId} ${key}`;
    if (this.#running.has(name)) throw new ProblemError(409, { headers: { 'Retry-After': String(RETRY_SECONDS) } });
    this.#running.add(name);
    try {
      return await work();
    } finally {
      this.#running.delete(name);
    }
  }
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
