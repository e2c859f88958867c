import type { IncomingMessage } from 'node:http';
import { readStreamLimit } from '../../server/core/query/paging.ts';
import { readQueryString } from '../../server/core/query/query-string.ts';
import { asksForStream, formatOf } from '../../server/core/stream/format.ts';
import { type List, pageOf } from './paging.ts';
import type { Reply } from './reply.ts';
import { queryProblems } from './request.ts';

/**
 * The example list as it was asked for: a page, or a stream in one of its formats.
 * @throws ProblemError 400 and 406 as the server does.
 */
export function listOf({ headers }: IncomingMessage, reply: Reply, query: string): Reply {
  if (!asksForStream(headers['mpt-streaming']?.toString())) return { ...reply, body: pageOf(reply.body, query) };
  const format = formatOf(headers.accept);
  const limit = queryProblems(() => readStreamLimit(readQueryString(query).parameters));
  const { $meta, data: whole } = reply.body as List;
  const data = whole.slice(0, limit);
  const total = data.length;
  const streamed = { ...reply.headers, 'Content-type': format, 'MPT-Streaming': 'true', 'MPT-Item-Count': total };
  if (format === 'application/jsonl') return { ...reply, headers: streamed, body: undefined, lines: data };
  const pagination = { offset: 0, limit: limit ?? total, total };
  return { ...reply, headers: streamed, body: { $meta: { ...$meta, pagination }, data } };
}
