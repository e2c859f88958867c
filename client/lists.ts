import type { Resource } from '../generated/fields.ts';
import { type Call, call } from './call.ts';
import { conditions } from './entity-tags.ts';
import type { OrderEntry, ScopeOf, SelectEntry } from './fields.ts';
import type { CallOptions } from './options.ts';
import type { GetProblem, ListProblem } from './problems.ts';
import type { Condition, RawFilter } from './rql.ts';
import type { Item, Page, SelectedItem, Selection, Whole } from './types.ts';

export interface SelectOptions<R extends Resource> extends CallOptions {
  /** Fields to add to the default ones or to remove: `['+audit', '-modules']`, `'-*,+id,+name'`. */
  select?: string | readonly SelectEntry<R>[] | undefined;
}

export interface ListOptions<R extends Resource> extends SelectOptions<R> {
  /** What `rql` builds for this resource, or a filter as it stands in a query string. */
  filter?: Condition<ScopeOf<R>> | RawFilter | undefined;
  /** `['-name', 'id']`; oldest first unless given. */
  order?: string | readonly OrderEntry<R>[] | undefined;
  /** Most items of the page, 100 unless given; 0 only counts. More than 100 is capped. */
  limit?: number | undefined;
  /** Items to skip. */
  offset?: number | undefined;
  /** Counts from 1; needs `limit`, and cannot stand beside `offset`. */
  page?: number | undefined;
}

/** No `select`, so that all default fields are there. */
interface Unselected {
  select?: undefined;
}

/** Reads one page of a list. */
export interface List<R extends Resource> {
  (options?: ListOptions<R> & Unselected): Call<Page<Item<R>>, ListProblem<R>>;
  (options?: ListOptions<R>): Call<Page<SelectedItem<R>>, ListProblem<R>>;
}

/** Reads one object by its id. */
export interface Get<R extends Resource> {
  (id: string, options?: SelectOptions<R> & Unselected): Call<Whole<R>, GetProblem<R>>;
  (id: string, options?: SelectOptions<R>): Call<Selection<R>, GetProblem<R>>;
}

/** Reads a token, or nothing where it is known. */
export interface GetApiToken extends Get<'apiTokens'> {
  (id: string, options: CallOptions & Unselected & UnlessKnown): KnownOr<Whole<'apiTokens'>>;
  (id: string, options: SelectOptions<'apiTokens'> & UnlessKnown): KnownOr<Selection<'apiTokens'>>;
}

type KnownOr<T> = Call<T | undefined, GetProblem<'apiTokens'>>;

interface UnlessKnown {
  /** Gives undefined where the token, as it is selected, still has this tag. */
  ifNoneMatch: string;
}

type Answer<T> = Promise<{ data?: T; response: Response }>;

/** The parameters of a list, as the contract has them: `filter` is the free-form one, whose keys are the parts. */
export interface ListParameters {
  filter?: Record<string, string>;
  select?: string;
  order?: string;
  limit?: number;
  offset?: number;
  page?: number;
}

/** @param send Sends the operation that reads a page of the resource. */
export function listOperation<R extends Resource>(
  send: (query: ListParameters, options: CallOptions) => Answer<Page<Selection<R>>>,
): List<R> {
  const list = (options: ListOptions<R> = {}) => call(() => send(parametersOf(options), options));
  // The type of the answer follows from `select`, which the generated types do not know.
  return list as unknown as List<R>;
}

/** The parameters that say it. */
export function parametersOf<R extends Resource>({
  filter,
  select,
  order,
  limit,
  offset,
  page,
}: ListOptions<R>): ListParameters {
  return {
    ...(filter && { filter: { [filter]: '' } }),
    ...defined({ select: joined(select), order: joined(order), limit, offset, page }),
  };
}

/** @param send Sends the operation that reads an object of the resource. */
export function getOperation<R extends Resource>(
  send: (
    path: { id: string },
    query: { select?: string },
    options: CallOptions,
    header: { 'If-None-Match'?: string },
  ) => Answer<Selection<R>>,
): Get<R> {
  const get = (id: string, options: SelectOptions<R> & Partial<UnlessKnown> = {}) =>
    call(async () => {
      const query = defined({ select: joined(options.select) });
      return send({ id: segment(id) }, query, options, conditions(options));
    });
  return get as unknown as Get<R>;
}

/**
 * An id as a segment of a path.
 * @throws TypeError for what is no string, and where no encoding would keep it from changing the path, and so the operation.
 */
export function segment(id: string): string {
  if (typeof id !== 'string') throw new TypeError('An id must be a string.');
  if (/^\.{0,2}$/.test(id)) throw new TypeError('An id cannot be empty or a dot segment.');
  return id;
}

function joined(entries: string | readonly string[] | undefined): string | undefined {
  return typeof entries === 'object' ? entries.join(',') : entries;
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
