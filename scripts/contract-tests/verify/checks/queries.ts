import fc, { type Arbitrary } from 'fast-check';
import type { OperationId } from '../../../../generated/operations.ts';
import { holds, type Row, render, sorted, type Tree } from '../../../../server/core/query/model.ts';
import { operationIds, parametersOf } from '../../judge/document.ts';
import { type Check, type Checks, check, once, pathOf } from '../check.ts';
import { everyOperator, filtersFor } from '../filters.ts';
import type { Probe } from '../probe.ts';
import { TOKENS, type Token } from '../roles.ts';
import { tokenRow } from '../rows.ts';
import { expectIds } from '../same.ts';

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
  ['a page that cannot be meant', 'page', ['limit=10&page=0', 'limit=10&page=', 'page=1', 'limit=1&offset=1&page=1']],
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

/** Filters, and what cannot be understood of a query (rules `rql.*` and `query.*`). */
export const queries: Checks = ({ principal, tokens }) => [
  ...LISTS.flatMap((operation) =>
    WRONG.map(([kind, field, wrong]) => wrongQuery(operation, kind, field, fc.constantFrom(...wrong))),
  ),
  wrongQuery('listApiTokens', 'a comparison of credentials', 'filter', fc.constantFrom('like(token,*)', 'gt(token,a)')),
  ...SELECTING.map(twice),
  ...(tokens.length > 1 && (principal.own || principal.platform)
    ? [filtered(tokens), operators(tokens), itself(principal.credential)]
    : []),
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
  const traits = { operation: 'listApiTokens', evaluates: true, weight: 30 } as const;
  return check('200: a filter', traits, filtersFor(rows), (probe, tree) => expectMatches(probe, rows, tree));
}

function operators(tokens: readonly Token[]): Check {
  const rows = tokens.map(tokenRow);
  return once('200: every operator', { operation: 'listApiTokens', evaluates: true }, async (probe) => {
    for (const tree of everyOperator(rows)) await expectMatches(probe, rows, tree);
  });
}

/** The rows for which the filter holds, and no others, in the default order. */
async function expectMatches(probe: Probe, rows: readonly Row[], tree: Tree): Promise<void> {
  const scope = `in(id,(${rows.map(({ id }) => id)}))`;
  const answer = await probe.send('GET', `${TOKENS}?${scope}&${encodeURIComponent(render(tree))}`);
  probe.expectStatus(answer, 200);
  const { data } = answer.body as { data: { id: string }[] };
  const byCreation = sorted(rows, [{ field: 'audit.created.at', descending: false }]);
  expectIds(
    probe,
    data,
    byCreation.filter((row) => holds(tree, row)),
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
