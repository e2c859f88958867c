import { describe, expect, test } from 'vitest';
import { operations } from '../../../generated/operations.ts';
import { operationIds } from './document.ts';
import { bodyExamples } from './examples.ts';
import { findings, type Known, type Observed } from './findings.ts';

const PATH = '/public/v1/accounts/api-tokens';
const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';

interface ExampleAnswer {
  status: number;
  headers: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: each row breaks it in its own way.
  body: any;
  text?: string;
}

function observed({
  status,
  headers,
  body,
  text = body === undefined ? '' : JSON.stringify(body),
}: ExampleAnswer): Observed {
  return { status, headers: new Headers(headers), text, body };
}

function exampleOf(operation: string, part: number | 'request'): unknown {
  const example = operationIds.flatMap(bodyExamples).find((one) => one.operation === operation && one.part === part);
  return structuredClone(example?.value);
}

const OWN = { 'cache-control': 'no-store' };
const JSON_TYPE = { ...OWN, 'content-type': 'application/json; charset=utf-8' };
const LIMITS = { 'ratelimit-limit': '60', 'ratelimit-remaining': '59', 'ratelimit-reset': '60' };

function problem(status: number, title: string, instance: string, more: object = {}): ExampleAnswer {
  return {
    status,
    headers: { ...OWN, 'content-type': 'application/problem+json' },
    body: {
      type: 'https://tools.ietf.org/html/rfc9110#section-15.5.5',
      title,
      status,
      instance,
      traceId: TRACE,
      ...more,
    },
  };
}

/** Answers that keep the contract: `make` gives a fresh one, to break. */
const GOOD: Record<string, { method: string; path: string; make(): ExampleAnswer }> = {
  list: {
    method: 'GET',
    path: PATH,
    make: () => ({ status: 200, headers: JSON_TYPE, body: exampleOf('listApiTokens', 200) }),
  },
  token: {
    method: 'GET',
    path: `${PATH}/TKN-3803-0001?select=id`,
    make: () => ({ status: 200, headers: { ...JSON_TYPE, ...LIMITS }, body: exampleOf('getApiToken', 200) }),
  },
  created: {
    method: 'POST',
    path: PATH,
    make: () => {
      const body = exampleOf('createApiToken', 201) as { id: string };
      return { status: 201, headers: { ...JSON_TYPE, location: `${PATH}/${body.id}` }, body };
    },
  },
  deleted: {
    method: 'DELETE',
    path: `${PATH}/TKN-3803-0001`,
    make: () => ({ status: 204, headers: OWN, body: undefined }),
  },
  missing: {
    method: 'GET',
    path: `${PATH}/TKN-0000-0000?limit=x`,
    make: () => problem(404, 'Not Found', `${PATH}/TKN-0000-0000`),
  },
  refused: {
    method: 'GET',
    path: PATH,
    make: () => {
      const answer = problem(401, 'Authentication Failed', PATH);
      return { ...answer, headers: { ...answer.headers, 'www-authenticate': 'Bearer' } };
    },
  },
  method: {
    method: 'PATCH',
    path: PATH,
    make: () => {
      const answer = problem(405, 'Method Not Allowed', PATH);
      return { ...answer, headers: { ...answer.headers, allow: 'POST,GET, HEAD , OPTIONS' } };
    },
  },
  unavailable: {
    method: 'GET',
    path: PATH,
    make: () => {
      const answer = problem(503, 'Service Unavailable', PATH);
      return { ...answer, headers: { ...answer.headers, 'retry-after': '30' } };
    },
  },
  head: { method: 'HEAD', path: PATH, make: () => ({ status: 200, headers: JSON_TYPE, body: undefined }) },
  nowhere: { method: 'GET', path: '/nowhere', make: () => problem(404, 'Not Found', '/nowhere') },
};

function foundIn(
  name: string,
  change: (answer: ExampleAnswer) => void = () => {},
  unknown: Partial<Known> = {},
): string[] {
  const { method, path, make } = GOOD[name] ?? (expect.fail(name) as never);
  const answer = structuredClone(make());
  change(answer);
  return findings(method, path, { ...observed(answer), ...unknown });
}

test.each(Object.keys(GOOD))('finds nothing in a good answer: %s', (name) => {
  expect(foundIn(name)).toEqual([]);
});

test.each(Object.keys(GOOD))('finds nothing where less is known of it: %s', (name) => {
  const noBody = { text: undefined, body: undefined };
  for (const unknown of [noBody, { headers: undefined }, { headers: undefined, ...noBody }]) {
    expect(foundIn(name, undefined, unknown)).toEqual([]);
  }
});

test('finds a body that is not in the coding that it names', () => {
  expect(foundIn('token', undefined, { unread: { fault: 'it is not gzip' } })).toEqual(['it is not gzip']);
});

test('finds nothing in the bodies of the examples of the contract', () => {
  const all = operationIds.flatMap(bodyExamples).filter(({ part }) => part !== 'request' && part < 400);
  expect(all.length).toBeGreaterThan(5);
  for (const { operation, part, name, value } of all) {
    const { method, path } = operations[operation];
    const headers = { ...JSON_TYPE, location: `${PATH}/TKN-0000-0000` };
    const found = findings(method, path, observed({ status: Number(part), headers, body: value }));
    expect(found, `${operation} ${part} ${name}`).toEqual([]);
  }
});

describe('finds what breaks the contract, and says where', () => {
  type Row = [what: string, answer: string, change: (answer: ExampleAnswer) => void, told: string];
  const rows: Row[] = [
    [
      'an undeclared property',
      'token',
      ({ body }) => (body.colour = 'x'),
      'the body: the contract does not declare colour',
    ],
    ['… in an object', 'token', ({ body }) => (body.account.x = 1), 'account: the contract does not declare x'],
    ['… in an array', 'token', ({ body }) => (body.modules[0].x = 1), 'modules.0: the contract does not declare x'],
    ['… in an item', 'list', ({ body }) => (body.data[0].x = 1), 'data.0: the contract does not declare x'],
    [
      '… in an object of an item',
      'list',
      ({ body }) => (body.data[0].account.x = 1),
      'data.0.account: the contract does not declare x',
    ],
    ['… in $meta', 'list', ({ body }) => (body.$meta.x = 1), '$meta: the contract does not declare x'],
    [
      '… in pagination',
      'list',
      ({ body }) => (body.$meta.pagination.x = 1),
      '$meta.pagination: the contract does not declare x',
    ],
    ['… beside allOf', 'created', ({ body }) => (body.x = 1), 'the body: the contract does not declare x'],
    ['… in audit', 'created', ({ body }) => (body.audit.x = 1), 'audit: the contract does not declare x'],
    [
      '… in an audit event',
      'created',
      ({ body }) => (body.audit.created.by.x = 1),
      'audit.created.by: the contract does not declare x',
    ],
    ['… in a problem', 'missing', ({ body }) => (body.x = 1), 'the body: the contract does not declare x'],
    ['null in the place of absent', 'token', ({ body }) => (body.description = null), 'description: must be string'],
    ['null in an object', 'token', ({ body }) => (body.account.name = null), 'account.name: must be string'],
    ['another type', 'token', ({ body }) => (body.revision = '1'), 'revision: must be integer'],
    [
      'a value outside an enum',
      'token',
      ({ body }) => (body.status = 'Paused'),
      'status: must be equal to one of the allowed values (Active, ',
    ],
    ['a missing property', 'created', ({ body }) => delete body.id, "the body: must have required property 'id'"],
    [
      'a missing total',
      'list',
      ({ body }) => delete body.$meta.pagination.total,
      "$meta.pagination: must have required property 'total'",
    ],
    [
      'a date without its form',
      'created',
      ({ body }) => (body.audit.created.at = 'now'),
      'audit.created.at: must match format',
    ],
    ['no JSON', 'token', (answer) => Object.assign(answer, { body: undefined, text: '{' }), 'the body is no JSON'],
    [
      'another media type',
      'token',
      ({ headers }) => (headers['content-type'] = 'text/html'),
      'the media type text/html, which is not declared',
    ],
    [
      'no media type',
      'token',
      ({ headers }) => delete headers['content-type'],
      'the media type (none), which is not declared',
    ],
    ['an undeclared status', 'token', (answer) => (answer.status = 202), 'getApiToken does not declare the status 202'],
    ['a redirect', 'token', (answer) => (answer.status = 301), 'a redirect, of which the contract has none'],
    [
      'a cacheable answer',
      'token',
      ({ headers }) => delete headers['cache-control'],
      'Cache-Control: it is not no-store',
    ],
    [
      'half of RateLimit',
      'token',
      ({ headers }) => delete headers['ratelimit-reset'],
      'RateLimit: only limit and remaining of limit, remaining, reset',
    ],
    [
      'a RateLimit of no number',
      'token',
      ({ headers }) => (headers['ratelimit-limit'] = 'many'),
      'RateLimit-Limit: the body: must be integer',
    ],
    ['no Location', 'created', ({ headers }) => delete headers.location, 'Location: the header is missing'],
    ['a body after 204', 'deleted', (answer) => (answer.body = {}), 'a body where none is declared'],
    ['a body after HEAD', 'head', (answer) => (answer.text = 'x'), 'a body in the answer to HEAD'],
    ['no Allow', 'method', ({ headers }) => delete headers.allow, 'Allow: it is not GET, HEAD, OPTIONS, POST'],
    ['a wrong Allow', 'method', ({ headers }) => (headers.allow = 'GET'), 'Allow: it is not GET, HEAD, OPTIONS, POST'],
    [
      'no challenge',
      'refused',
      ({ headers }) => delete headers['www-authenticate'],
      'WWW-Authenticate: the header is missing',
    ],
    [
      'an error of another media type',
      'missing',
      ({ headers }) => (headers['content-type'] = 'application/json'),
      'the media type application/json of an error, which is application/problem+json',
    ],
    [
      'an error without a trace',
      'missing',
      ({ body }) => delete body.traceId,
      "the body: must have required property 'traceId'",
    ],
    [
      'an error without a status',
      'missing',
      ({ body }) => delete body.status,
      "the body: must have required property 'status'",
    ],
    ['an error of another status', 'missing', ({ body }) => (body.status = 400), 'status: 400 in the body of a 404'],
    ['an error of another title', 'missing', ({ body }) => (body.title = 'Nothing'), 'title: it is not "Not Found"'],
    [
      'a 401 by its usual title',
      'refused',
      ({ body }) => (body.title = 'Unauthorized'),
      'title: it is not "Authentication Failed"',
    ],
    [
      'an instance with a query',
      'missing',
      ({ body }) => (body.instance += '?limit=x'),
      'instance: it is not the path of the request without its query',
    ],
    [
      'an error whose status is no number',
      'missing',
      ({ body }) => (body.status = { toString: 1 }),
      'status: must be integer',
    ],
    ['an error that is no object', 'missing', (answer) => (answer.body = 'x'), 'the body: must be object'],
    [
      'a 503 that does not say when to come again [errors.unavailable]',
      'unavailable',
      ({ headers }) => delete headers['retry-after'],
      'a 503 without Retry-After',
    ],
    [
      'a 503 of another media type',
      'unavailable',
      ({ headers }) => (headers['content-type'] = 'text/html'),
      'the media type text/html of an error, which is application/problem+json',
    ],
    [
      'a made-up status elsewhere',
      'nowhere',
      (answer) => Object.assign(answer, problem(418, "I'm a Teapot", '/nowhere')),
      'the status 418 on a path or method that the contract does not have',
    ],
  ];

  /** What has to be known for it. */
  function partOf(told: string): 'status' | 'headers' | 'body' {
    if (/^(a redirect|the status|\w+ does not declare)/.test(told)) return 'status';
    return /^(Cache-Control|RateLimit|Location|Allow|WWW-Authenticate|the media type|a 503 without)/.test(told)
      ? 'headers'
      : 'body';
  }

  test.each(rows)('as far as it is known: %s: %s', (_what, answer, change, told) => {
    const isFoundWith = (unknown: Partial<Known>) =>
      foundIn(answer, (one) => void change(one), unknown).some((sentence) => sentence.startsWith(told));
    const part = partOf(told);
    const noBody = { text: undefined, body: undefined };
    expect(isFoundWith(noBody)).toBe(part !== 'body');
    expect(isFoundWith({ unread: { unknown: 'snappy' } })).toBe(part !== 'body');
    expect(isFoundWith({ headers: undefined })).toBe(part !== 'headers');
    expect(isFoundWith({ headers: undefined, ...noBody })).toBe(part === 'status');
  });

  test.each(rows)('%s: %s', (_what, answer, change, told) => {
    const found = foundIn(answer, (one) => void change(one));
    expect(
      found.filter((sentence) => sentence.startsWith(told)),
      found.join('\n'),
    ).toHaveLength(1);
  });
});

test('a credential that stands where it should not is not told', () => {
  const found = foundIn('created', ({ body }) => {
    body.token = { secret: 'idt:TKN-1671-0642:abc' };
    body['idt:TKN-1671-0642:abc'] = 1;
  });
  expect(found).toContain('the body: the contract does not declare [credential]');
  expect(found).toContain('token: must be string');
  expect(found.join()).not.toContain('idt:TKN');
});

test('a credential in a path is not asked for in instance', () => {
  const path = `${PATH}/idt:TKN-1671-0642:abc`;
  const told = problem(404, 'Not Found', `${PATH}/[credential]`);
  expect(findings('GET', path, observed(told))).toEqual([]);
});
