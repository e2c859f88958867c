import fc, { type Arbitrary } from 'fast-check';
import type { OperationId } from '../../../generated/operations.ts';
import { operationIds, parametersOf } from '../../contract/document.ts';
import { holds, render, sorted } from '../../contract/rql-model.ts';
import { type Check, type Checks, check, once, pathOf } from '../check.ts';
import { filtersFor } from '../filters.ts';
import type { Probe } from '../probe.ts';
import { TOKENS, type Token } from '../roles.ts';
import { tokenRow } from '../rows.ts';
import { expectIds } from './lists.ts';

const LISTS = operationIds.filter((id) => parametersOf(id).has('filter'));
const SELECTING = operationIds.filter((id) => parametersOf(id).has('select'));

/** Queries that cannot be meant, with the key of `errors` that tells of each. */
const WRONG: [kind: string, field: string, queries: readonly string[]][] = [
  [
    'a limit that is no whole number',
    'limit',
    ['limit=', 'limit=-1', 'limit=1.5', 'limit=ten', 'limit=+1', 'limit=%D9%A1'],
  ],
  ['an offset that is no whole number', 'offset', ['offset=', 'offset=-1', 'offset=x', 'offset=1e1']],
  ['a page that cannot be meant', 'page', ['limit=10&page=0', 'limit=10&page=', 'page=1', 'limit=1&offset=0&page=1']],
  ['a parameter given twice', 'limit', ['limit=1&limit=1', 'limit=1&eq(id,x)&limit=2']],
  ['an order given twice', 'order', ['order=id&order=name']],
  [
    'an order of no field',
    'order',
    ['order=colour', 'order=name,-colour', 'order=name,', 'order=audit', 'order=self()'],
  ],
  ['a field that is not there', 'filter', ['eq(colour,red)', 'colour=red', 'rql=1', 'filter=eq(id,x)', 'sort=name']],
  ['a wrong number of operands', 'filter', ['eq(name)', 'eq(name,a,b)', 'not()', 'in(name,())', 'any()']],
  ['a parenthesis too few or too many', 'filter', ['eq(name,a', 'eq(name,a))', 'and(eq(name,a)', ')', '(']],
  ['a comma that separates nothing', 'filter', ['and(eq(name,a),)', ',eq(name,a)', 'in(name,(a,))']],
  ['a text without its end', 'filter', ['eq(name,%22a)', "eq(name,'a)"]],
  ['a word of no language', 'filter', ['nonsense', 'equals(name,a)', 'eq%20(name,a)']],
  ['a whole object', 'filter', ['eq(audit,x)', 'gt(audit,1)', 'any(name,eq(self(),x))']],
  ['a value that does not convert', 'filter', ['gt(audit.created.at,yesterday)', 'eq(audit.created.at,2026-02-30)']],
  ['malformed percent-encoding', 'filter', ['eq(name,%ZZ)', 'eq(name,%E4)', 'eq(name,%00)', 'name=%']],
];

/** Filters, `select`, and what cannot be understood of a query (behaviour page, section 5). */
export const queries: Checks = ({ principal, tokens }) => [
  ...LISTS.flatMap((operation) =>
    WRONG.map(([kind, field, wrong]) => wrongQuery(operation, kind, field, fc.constantFrom(...wrong))),
  ),
  wrongQuery('listApiTokens', 'a comparison of credentials', 'filter', fc.constantFrom('like(token,*)', 'gt(token,a)')),
  ...SELECTING.map(twice),
  ...(tokens.length > 1 && (principal.own || principal.platform)
    ? [filtered(tokens), itself(principal.credential)]
    : []),
  ...(tokens.length > 0 ? [selected(tokens), unselected(tokens)] : []),
];

function wrongQuery(operation: OperationId, kind: string, field: string, wrong: Arbitrary<string>): Check {
  // Right parts around it change nothing.
  const around = fc.tuple(fc.constantFrom('', '&', 'ne(id,x)&'), wrong, fc.constantFrom('', '&', '&ne(id,y)'));
  const traits = { operation, weight: 1, evaluates: field === 'filter' || field === 'order' };
  return check(`400: ${kind}`, traits, around, async (probe, parts) => {
    probe.expectProblem(await probe.send('GET', `${pathOf(operation)}?${parts.join('')}`), 400, field);
  });
}

function twice(operation: OperationId): Check {
  return once('400: select given twice', { operation }, async (probe) => {
    const path = `${pathOf(operation, 'TKN-0000-0000')}?select=id&select=name`;
    probe.expectProblem(await probe.send('GET', path), 400, 'select');
  });
}

function filtered(tokens: readonly Token[]): Check {
  const rows = tokens.map(tokenRow);
  const byCreation = sorted(rows, [{ field: 'audit.created.at', descending: false }]);
  const scope = `in(id,(${tokens.map(({ id }) => id)}))`;
  return check(
    '200: a filter',
    { operation: 'listApiTokens', evaluates: true, weight: 30 },
    filtersFor(rows),
    async (probe, tree) => {
      const answer = await probe.send('GET', `${TOKENS}?${scope}&${encodeURIComponent(render(tree))}`);
      probe.expectStatus(answer, 200);
      const { data } = answer.body as { data: { id: string }[] };
      expectIds(
        probe,
        data,
        byCreation.filter((row) => holds(tree, row)),
      );
    },
  );
}

function itself(credential: string): Check {
  return once('200: a filter by credential', { operation: 'listApiTokens', evaluates: true }, async (probe) => {
    const answer = await probe.send('GET', `${TOKENS}?token=%22${encodeURIComponent(credential)}%22`);
    probe.expectStatus(answer, 200);
    const { data } = answer.body as { data: { token?: string }[] };
    probe.assert(
      data.every(({ token }) => token === credential) && data.length <= 1,
      'listed tokens of other credentials',
    );
  });
}

type Said = [field: string, sign: '+' | '-'];

/** What of a token is sent by a `select` of whole fields: an explicit `+` beats any `-`, and `audit` is left out by default. */
function isSent(field: string, said: readonly Said[]): boolean {
  const of = (name: string, sign: string) => said.some(([other, own]) => other === name && own === sign);
  if (of(field, '+')) return true;
  if (of(field, '-')) return false;
  if (of('*', '+')) return true;
  return !of('*', '-') && field !== 'audit';
}

function saidOf(field: Arbitrary<string>): Arbitrary<Said[]> {
  return fc.array(fc.tuple(field, fc.constantFrom('+' as const, '-' as const)), { maxLength: 5 });
}

function queryOf(said: readonly Said[]): string {
  return said.map(([field, sign]) => (sign === '+' ? '%2B' : '-') + field).join(',');
}

function selected(tokens: readonly Token[]): Check {
  const fields = [...new Set(tokens.flatMap((token) => Object.keys(token)))].filter((name) => name !== '$meta');
  const choice = fc.tuple(fc.constantFrom(...tokens), saidOf(fc.constantFrom('*', ...fields)));
  return check(
    '200: select',
    { operation: 'getApiToken', evaluates: true, weight: 6 },
    choice,
    async (probe, [token, said]) => {
      const answer = await probe.send('GET', `${TOKENS}/${token.id}?select=${queryOf(said)}`);
      probe.expectStatus(answer, 200);
      const { $meta, ...sent } = answer.body as Token;
      const whole = Object.entries(token).filter(([name]) => name !== '$meta');
      expectSame(probe, sent, Object.fromEntries(whole.filter(([name]) => isSent(name, said))));
      const omitted = whole.map(([name]) => name).filter((name) => !isSent(name, said));
      expectSame(probe, $meta.omitted.toSorted(), omitted.toSorted(), '$meta.omitted');
    },
  );
}

function unselected(tokens: readonly Token[]): Check {
  const choice = fc.constantFrom(...tokens);
  return check(
    '200: as in the list',
    { operation: 'getApiToken', evaluates: true, weight: 2 },
    choice,
    async (probe, token) => {
      const answer = await probe.send('GET', `${TOKENS}/${token.id}?select=%2Baudit`);
      probe.expectStatus(answer, 200);
      const { $meta: _meta, ...sent } = answer.body as Token;
      expectSame(probe, sent, token);
    },
  );
}

/** @throws Violation that names the first difference. */
export function expectSame(probe: Probe, sent: unknown, expected: unknown, place = 'the body'): void {
  const difference = differenceOf(sent, expected, place);
  if (difference !== undefined) probe.fail(difference);
}

function differenceOf(sent: unknown, expected: unknown, place: string): string | undefined {
  if (typeof sent !== 'object' || typeof expected !== 'object' || sent === null || expected === null) {
    // Values are not told: they may be credentials.
    return Object.is(sent, expected) ? undefined : `${place} is not what it should be`;
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(sent)])) {
    if (!Object.hasOwn(sent, key)) return `${place} lacks ${key}`;
    if (!Object.hasOwn(expected, key)) return `${place} has ${key}, which should not be there`;
    const [one, other] = [sent, expected].map((value) => (value as Record<string, unknown>)[key]);
    const inner = differenceOf(one, other, place === 'the body' ? key : `${place}.${key}`);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
