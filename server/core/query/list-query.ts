import { Binder } from './bind.ts';
import { type FieldTable, type PathOf, Scope } from './fields.ts';
import type { Filter } from './filter.ts';
import { parseFilter } from './grammar.ts';
import { TermCount } from './limits.ts';
import { type Order, readOrder } from './order.ts';
import { type Paging, readPaging, readStreamLimit } from './paging.ts';
import type { Part } from './part.ts';
import { collect } from './query-error.ts';
import { type QueryString, readQueryString, readSelectParameter } from './query-string.ts';
import { readSelect, type Selection } from './select.ts';

export interface ListQuery<P extends string = string> {
  filter?: Filter<P>;
  order: Order<P>[];
  paging: Paging;
  select: Selection;
}

export interface StreamQuery<P extends string = string> extends Omit<ListQuery<P>, 'paging'> {
  /** The first so many; everything unless given. */
  limit: number | undefined;
}

/**
 * What a list is asked for, from the raw query string (without `?`, as Node gives it). Nothing in it is ignored but what
 * the contract says is [rql.errors]; what is wrong with filter, order and paging is told at once, in one QueryError.
 */
export function parseListQuery<T extends FieldTable>(rawQuery: string, table: T): ListQuery<PathOf<T>> {
  const { paged: paging, ...query } = parse(rawQuery, table, readPaging);
  return { ...query, paging };
}

/** The same of a stream [stream.paging]. */
export function parseStreamQuery<T extends FieldTable>(rawQuery: string, table: T): StreamQuery<PathOf<T>> {
  const { paged: limit, ...query } = parse(rawQuery, table, readStreamLimit);
  return { ...query, limit };
}

function parse<T extends FieldTable, L>(
  rawQuery: string,
  table: T,
  readPaged: (parameters: QueryString['parameters']) => L,
) {
  const { filters, parameters } = readQueryString(rawQuery);
  const [filter, order, paged, select] = collect<[Filter<PathOf<T>> | undefined, Order<PathOf<T>>[], L, Selection]>(
    () => readFilter(filters, table),
    () => readOrder(parameters.order, table),
    () => readPaged(parameters),
    () => readSelect(parameters.select, table),
  );
  return { ...(filter && { filter }), order, paged, select };
}

/** What a by-id read is asked for: parameters other than `select` are not its own, so it ignores them. */
export function parseSelectOnly(rawQuery: string, table: FieldTable): Selection {
  return readSelect(readSelectParameter(rawQuery), table);
}

/** All filter parts of the query, joined by AND. The first one that is wrong is told: one message is enough to go on. */
function readFilter<T extends FieldTable>(parts: readonly Part[], table: T): Filter<PathOf<T>> | undefined {
  const scope = Scope.of(table);
  const count = new TermCount();
  const terms = parts.flatMap((part) => {
    const parsed = parseFilter(part);
    return parsed ? [new Binder(part, scope, count).bind(parsed)] : [];
  });
  return terms.length > 1 ? { op: 'and', terms } : terms[0];
}
