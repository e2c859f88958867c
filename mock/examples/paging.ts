import { readPaging } from '../../server/core/query/paging.ts';
import { readQueryString } from '../../server/core/query/query-string.ts';
import { queryProblems } from './request.ts';

/** A list as the contract has it. */
export interface List {
  $meta: { pagination: object };
  data: unknown[];
}

/**
 * The page of an example list that was asked for, so that a client that walks pages comes to an end.
 * @throws ProblemError 400 as the server does, for what Prism lets through.
 */
export function pageOf(list: unknown, query: string): List {
  const { $meta, data } = list as List;
  const { limit, offset } = queryProblems(() => readPaging(readQueryString(query).parameters));
  const pagination = { offset, limit, total: data.length };
  return { $meta: { ...$meta, pagination }, data: data.slice(offset, offset + limit) };
}
