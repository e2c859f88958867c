import type { IncomingMessage } from 'node:http';
import { entityTag, haveTag, readEntityTags } from '../../server/core/preconditions.ts';
import { readIdempotencyKey } from '../../server/core/tokens/creation-key.ts';
import type { Reply } from './reply.ts';

/** What reads each header that an operation may take: throws ProblemError 400 for one that is malformed. */
const READERS: Record<string, (header: string | undefined) => unknown> = {
  'If-Match': (header) => readEntityTags('If-Match', header),
  'If-None-Match': (header) => readEntityTags('If-None-Match', header),
  'Idempotency-Key': readIdempotencyKey,
};

/** @param names The headers that the operation takes. @throws ProblemError 400 for one that is malformed. */
export function checkHeaders({ headers }: IncomingMessage, names: readonly string[]): void {
  for (const name of names) READERS[name]?.(headers[name.toLowerCase()]?.toString());
}

/**
 * A success with the tag of what it shows, or a 304 where the request has it already. Keys are not kept here, so no answer says that
 * they are; and nothing is ever changed by anybody, so every `If-Match` holds.
 */
export function validated({ method, headers: sent }: IncomingMessage, reply: Reply): Reply {
  const { ETag, ...headers } = reply.headers;
  if (ETag === undefined || typeof reply.body !== 'object' || reply.body === null) return { ...reply, headers };
  const { revision = 0, token } = reply.body as { revision?: number; token?: string };
  const tag = entityTag(revision, JSON.stringify(reply.body), token);
  const known = readEntityTags('If-None-Match', sent['if-none-match']?.toString());
  const isRead = method === 'GET' || method === 'HEAD';
  if (!isRead || !known || !haveTag(known, tag)) return { ...reply, headers: { ...headers, ETag: tag } };
  const { 'Content-type': _, ...unmodified } = headers;
  return { status: 304, headers: { ...unmodified, ETag: tag } };
}
