import { describe, expect, test } from 'vitest';
import { document } from '../judge/document.ts';
import type { Observed } from '../judge/findings.ts';
import { addCounts, type CoverageCounts, countExchange, emptyCoverage } from './coverage.ts';

const TOKENS = '/public/v1/accounts/api-tokens';
const PROBLEM = {
  type: 'https://example.com/',
  code: 'resource.not-found',
  title: 'Not Found',
  status: 404,
  traceId: '00-0-0-00',
};
const [CODE, KEYS] = ['Problem.code: present', 'Problem.maxExportKeys: absent'];

function observed(status: number, body?: unknown): Observed {
  return { status, headers: new Headers(), text: body === undefined ? '' : JSON.stringify(body), body };
}

/** The names that one exchange counts, each once. */
function counted(method: string, path: string, sent: string | undefined, answer: Observed): Record<string, string[]> {
  const counts = emptyCoverage();
  countExchange(counts, method, path, sent, answer);
  return names(counts);
}

function names(counts: CoverageCounts): Record<string, string[]> {
  const ofPart = (part: Record<string, number>) => Object.keys(part).filter((name) => part[name] !== 0);
  return {
    statuses: ofPart(counts.statuses),
    examples: ofPart(counts.examples),
    branches: ofPart(counts.branches),
  };
}

const NOTHING = { statuses: [], examples: [], branches: [] };

describe('what there is to exercise', () => {
  const { statuses, examples, branches } = emptyCoverage();

  test('is each declared status of each operation', () => {
    const declared = Object.values<Record<string, { responses: object; operationId: string }>>(document.paths)
      .flatMap((item) => Object.values(item))
      .flatMap(({ operationId, responses }) =>
        Object.keys(responses ?? {}).map((status) => `${operationId} ${status}`),
      );
    expect(declared.length).toBeGreaterThan(50);
    expect(Object.keys(statuses).sort()).toEqual(declared.sort());
  });

  test('is each named example of a body', () => {
    expect(Object.keys(examples)).toEqual(
      expect.arrayContaining(['createApiToken request minimal', 'getApiToken 404 not-found', 'listModules 200 page']),
    );
  });

  test('is each value of an enum, each optional property there or not, each nullable null or not', () => {
    const ofTheseThree = Object.keys(branches).filter((name) =>
      /^(AccountType|ApiTokenCreate\.description|NullableDescription)\b/.test(name),
    );
    expect(ofTheseThree.sort()).toEqual([
      'AccountType: Client',
      'AccountType: Operations',
      'AccountType: Vendor',
      'ApiTokenCreate.description: absent',
      'ApiTokenCreate.description: present',
      'NullableDescription: not null',
      'NullableDescription: null',
    ]);
    expect(Object.keys(branches)).not.toContain('ApiTokenCreate.name: absent');
  });

  test('is not exercised before anything was', () => {
    expect(new Set([statuses, examples, branches].flatMap((part) => Object.values(part)))).toEqual(new Set([0]));
  });
});

describe('an exchange counts', () => {
  test('its status, the examples of its shape, and the optional properties that are there or not', () => {
    const answer = observed(404, { ...PROBLEM, detail: 'x', instance: '/x' });
    expect(counted('GET', `${TOKENS}/TKN-0000-0001`, undefined, answer)).toEqual({
      statuses: ['getApiToken 404'],
      examples: ['getApiToken 404 not-found'],
      branches: [CODE, 'Problem.detail: present', 'Problem.instance: present', KEYS, 'Problem.errors: absent'],
    });
    expect(counted('GET', `${TOKENS}/TKN-0000-0001`, undefined, observed(404, PROBLEM))).toEqual({
      statuses: ['getApiToken 404'],
      examples: [],
      branches: [CODE, 'Problem.detail: absent', 'Problem.instance: absent', KEYS, 'Problem.errors: absent'],
    });
  });

  test('the value of an enum, wherever the schema is used', () => {
    const page = {
      $meta: { pagination: { offset: 0, limit: 1, total: 1 }, omitted: [] },
      data: [{ status: 'Deleted' }],
    };
    const { branches } = counted('GET', `${TOKENS}?limit=1`, undefined, observed(200, page));
    expect(branches?.filter((name) => name.startsWith('TokenStatus'))).toEqual(['TokenStatus: Deleted']);
    expect(branches).toContain('ApiTokenSelection.status: present');
    expect(branches).toContain('ApiTokenSelection.id: absent');
  });

  test('null, and what is not null, in a body that was accepted', () => {
    const sent = JSON.stringify({ name: 'x', description: null, icon: '/x.png' });
    const { examples, branches } = counted('POST', TOKENS, sent, observed(201));
    expect(examples).toEqual([]);
    expect(branches).toEqual([
      'ApiTokenCreate.account: absent',
      'ApiTokenCreate.description: present',
      'NullableDescription: null',
      'ApiTokenCreate.icon: present',
      'NullableIcon: not null',
      'ApiTokenCreate.modules: absent',
      'ApiTokenCreate.extensions: absent',
    ]);
  });

  test('an example of a request by its shape, where it was accepted', () => {
    const sent = JSON.stringify({ name: 'Another name' });
    expect(counted('POST', TOKENS, sent, observed(201)).examples).toEqual(['createApiToken request minimal']);
    expect(counted('POST', TOKENS, sent, observed(403))).toEqual({ ...NOTHING, statuses: ['createApiToken 403'] });
  });

  test('only the status where the body is in another encoding than UTF-8', () => {
    const sent = Buffer.from('{"name": "x"}', 'utf16le').toString();
    expect(counted('POST', TOKENS, sent, observed(201))).toEqual({ ...NOTHING, statuses: ['createApiToken 201'] });
  });

  test('HEAD as what GET does, without a body', () => {
    expect(counted('HEAD', TOKENS, undefined, observed(200))).toEqual({ ...NOTHING, statuses: ['listApiTokens 200'] });
  });

  test.each([
    ['a status that is not declared', 'GET', TOKENS, 404],
    ['a method that is not declared', 'PATCH', TOKENS, 405],
    ['a path that is not in the contract', 'GET', '/healthz', 200],
  ])('nothing for %s', (_, method, path, status) => {
    expect(counted(method, path, undefined, observed(status, { ...PROBLEM, status }))).toEqual(NOTHING);
  });
});

test('what was counted in two places adds up, without what the contract does not have', () => {
  const [counts, more] = [emptyCoverage(), emptyCoverage()];
  for (const each of [counts, more, more]) countExchange(each, 'DELETE', `${TOKENS}/x`, undefined, observed(204));
  more.statuses['getApiToken 418'] = 1;
  addCounts(counts, more);
  expect(counts.statuses['deleteApiToken 204']).toBe(3);
  expect(counts.statuses).not.toHaveProperty('getApiToken 418');
});
