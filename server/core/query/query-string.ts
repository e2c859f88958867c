import { checkLength } from './limits.ts';
import { type Decoded, decode, Part } from './part.ts';
import type { QueryKey } from './query-error.ts';

/** Parameter names are taken as written; every other part of the query is a filter. */
const PARAMETERS = ['limit', 'offset', 'page', 'order', 'select'] as const satisfies QueryKey[];
export type Parameter = (typeof PARAMETERS)[number];

export interface QueryString {
  filters: Part[];
  parameters: Partial<Record<Parameter, Part>>;
}

/**
 * The parts of a raw query string (without `?`): cut at `&` outside quotes, each part at its first `=`, decoded once
 * [query.cut]. Empty parts, `order=`, `select=` and the `=` of an operator's expression with nothing behind it are as if
 * absent [query.empty]; a parameter given twice fails [query.twice].
 */
export function readQueryString(rawQuery: string): QueryString {
  checkLength(rawQuery);
  const query: QueryString = { filters: [], parameters: {} };
  for (const [from, to] of cut(rawQuery)) {
    const part = readPart(rawQuery, from, to);
    if (part.key === 'filter') query.filters.push(part);
    else addParameter(query, part, part.key);
  }
  return query;
}

/**
 * The `select` of a by-id read. Such an operation ignores parameters it does not know, whatever is in them
 * [addresses.unknown-query], and has no filter language, so a quote quotes nothing here.
 */
export function readSelectParameter(rawQuery: string): Part | undefined {
  const query: QueryString = { filters: [], parameters: {} };
  for (let from = 0, to = 0; from <= rawQuery.length; from = to + 1) {
    to = endOf(rawQuery.indexOf('&', from), rawQuery.length);
    if (!rawQuery.startsWith('select=', from)) continue;
    addParameter(query, readPart(rawQuery, from, to), 'select');
  }
  return query.parameters.select;
}

function addParameter(query: QueryString, part: Part, name: Parameter): void {
  if (part.text === '' && (name === 'order' || name === 'select')) return;
  if (query.parameters[name]) part.fail(0, 'repeated', 'must be given once');
  query.parameters[name] = part;
}

/** A parameter holds its value alone; a filter is the whole part, since `=` is one of its operators. */
function readPart(raw: string, from: number, to: number): Part {
  const equals = raw.slice(from, to).indexOf('=');
  const name = equals < 0 ? undefined : decode(raw, from, from + equals, 'filter').text;
  const parameter = PARAMETERS.find((known) => known === name);
  if (!parameter) return new Part('filter', withoutLastEquals(raw.charAt(to - 1), decode(raw, from, to, 'filter')));
  return new Part(parameter, decode(raw, from + equals + 1, to, parameter));
}

/**
 * Generated clients write an operator's expression as a name with an empty value: `eq(status,Active)=`. A filter never
 * ends with an `=` of its own.
 */
function withoutLastEquals(last: string, { text, columns }: Decoded): Decoded {
  if (last !== '=' || !/^\w*\(/.test(text) || text.at(-2) !== ')') return { text, columns };
  return { text: text.slice(0, -1), columns: columns.slice(0, -1) };
}

const QUOTE = /"|'|%22|%27/y;

/** The ranges between the `&` that stand outside quotes, without the empty ones. An open quote reaches to the end. */
function* cut(raw: string): Generator<[from: number, to: number]> {
  let from = 0;
  let open = '';
  for (let at = 0; at <= raw.length; ) {
    const quote = quoteAt(raw, at);
    if (quote && (!open || open === quote.kind)) open = open ? '' : quote.kind;
    if (at === raw.length || (raw.charAt(at) === '&' && !open)) {
      if (at > from) yield [from, at];
      from = at + 1;
    }
    at += quote?.width ?? 1;
  }
}

function quoteAt(raw: string, at: number): { kind: string; width: number } | undefined {
  QUOTE.lastIndex = at;
  const found = QUOTE.exec(raw)?.[0];
  if (!found) return undefined;
  return { kind: found === '%22' ? '"' : found === '%27' ? "'" : found, width: found.length };
}

function endOf(found: number, length: number): number {
  return found < 0 ? length : found;
}
