import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, temporaryFolder } from '../../../server/testing/server.ts';
import { document, operationOf } from '../judge/document.ts';
import { createJudge, type Judge } from '../judge/judge.ts';
import { createPrismValidation, type PrismValidation } from '../judge/prism.ts';
import { exchangesOf } from './exchanges.ts';
import { harOf, type Recorded, record, setBody, setHeader } from './testing.ts';

/** One violation a row: the exchange that is changed, how, and what is said of it. */
type Row = [name: string, of: string, change: (entry: Recorded) => void, told: RegExp];

const status = (value: number) => (entry: Recorded) => void Object.assign(entry.response, { status: value });
const content = (text: string) => (entry: Recorded) => void Object.assign(entry.response.content, { text });
// biome-ignore lint/suspicious/noExplicitAny: a test breaks what it wants to.
const body = (change: (body: any) => void) => (entry: Recorded) => setBody(entry, change);
const header = (name: string, value?: string) => (entry: Recorded) => setHeader(entry, name, value);
const sent = (text: string) => (entry: Recorded) => void Object.assign(entry.request.postData, { text });
const url = (from: string, to: string) => (entry: Recorded) => {
  entry.request.url = entry.request.url.replace(from, to);
};

const ROWS: Row[] = [
  ['undeclared status', 'get', status(418), /does not declare the status 418/],
  ['undeclared success', 'create', status(202), /does not declare the status 202/],
  ['redirect', 'get', status(302), /a redirect/],
  ['missing property', 'update', body((token) => delete token.id), /must have required property 'id'/],
  ['wrong type', 'get', body((token) => Object.assign(token, { revision: '1' })), /revision: must be integer/],
  ['null', 'get', body((token) => Object.assign(token, { description: null })), /description: must be string/],
  [
    'enum',
    'get',
    body((token) => Object.assign(token, { status: 'Enabled' })),
    /status: .*\(Active, Disabled, Deleted\)/,
  ],
  [
    'pattern',
    'create',
    body(({ audit }) => Object.assign(audit.created, { at: '2026-01-01T00:00:00Z' })),
    /audit\.created\.at: /,
  ],
  ['in a list', 'list', body(({ data }) => Object.assign(data[0], { name: 5 })), /data\.0\.name: must be string/],
  ['undeclared property', 'get', body((token) => Object.assign(token, { extra: 1 })), /does not declare extra/],
  [
    'undeclared, in a list',
    'list',
    body(({ data }) => Object.assign(data[0], { extra: 1 })),
    /data\.0: .*does not declare extra/,
  ],
  ['no problem document', 'not found', body((problem) => delete problem.traceId), /'traceId'/],
  [
    'problem of another status',
    'not found',
    body((problem) => Object.assign(problem, { status: 400 })),
    /400 in the body of a 404/,
  ],
  ['no JSON', 'get', content('{'), /no JSON/],
  [
    'empty body',
    'get',
    (entry) => {
      Object.assign(entry.response.content, { text: '', size: 0 });
      setHeader(entry, 'content-length', '0');
    },
    /no JSON/,
  ],
  ['body of a 204', 'delete', content('{}'), /a body where none is declared/],
  ['missing header', 'get', header('cache-control'), /Cache-Control: the header is missing/],
  ['header of another value', 'get', header('cache-control', 'public'), /Cache-Control: /],
  ['no Location', 'create', header('location'), /Location: the header is missing/],
  ['no challenge', 'no credential', header('www-authenticate'), /WWW-Authenticate: the header is missing/],
  ['header missing in HEAD', 'head', header('cache-control'), /Cache-Control: the header is missing/],
  ['media type', 'get', header('content-type', 'text/html'), /the media type text\/html/],
  ['no media type', 'get', header('content-type'), /the media type \(none\)/],
  ['problem as JSON', 'not found', header('content-type', 'application/json'), /the media type application\/json/],
  ['405 without Allow', 'other method', header('allow'), /Allow: /],
  ['success of another method', 'other method', status(200), /a 200 for a method that the path does not have/],
  ['success for a wrong body', 'create', sent('{"name":5}'), /a 201 for a request .*name/],
  ['success for no JSON', 'create', sent('{'), /a 201 .*no JSON/],
  [
    'success for another media type',
    'create',
    ({ request }) => request.headers.splice(1, 1, { name: 'Content-Type', value: 'text/plain' }),
    /a 201 .*media type/,
  ],
  ['success for a wrong limit', 'list', url('limit=2', 'limit=ten'), /a 200 for a request .*limit/],
  ['success for a broken filter', 'list', url('eq(status,Active)', 'eq(status'), /a 200 for a request .*filter/],
  ['success for an unknown field', 'list', url('eq(status,', 'eq(colour,'), /a 200 for a request .*filter/],
  [
    'success without credential',
    'get',
    ({ request }) => void request.headers.splice(0),
    /a 200 for a request .*no bearer credential/,
  ],
];

const names = ROWS.map(([name]) => name);

let recorded: Awaited<ReturnType<typeof record>>;
let judge: Judge;
let prism: PrismValidation;
let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  [server, judge, prism] = await Promise.all([
    startServer({}, afterAll),
    createJudge(),
    createPrismValidation(document),
  ]);
  recorded = await record(server);
});

function changed(of: string, change: (entry: Recorded) => void): Recorded {
  const entry = structuredClone(recorded.named[of]);
  if (!entry) throw new Error(`Nothing is recorded as ${of}.`);
  change(entry);
  return entry;
}

/** As if it stood between the others: whether credentials are shown is seen from all of them. */
function exchangeOf(entry: Recorded) {
  const [exchange] = exchangesOf({ log: { entries: [entry, ...recorded.har.log.entries] } }, undefined).exchanges;
  if (!exchange) throw new Error('There is no exchange.');
  return exchange;
}

test('of what the reference server answers nothing breaks the contract', async () => {
  for (const [name, entry] of Object.entries(recorded.named)) {
    const verdict = await judge(exchangeOf(entry));
    expect(verdict, name).toMatchObject(name === 'outside' ? { judged: false } : { judged: true, findings: [] });
  }
});

test.each(ROWS)('%s is found', async (_name, of, change, told) => {
  const verdict = await judge(exchangeOf(changed(of, change)));
  expect(verdict.judged && verdict.findings.join('\n')).toMatch(told);
});

describe('the other tools alone', () => {
  test('Prism misses of these', async () => {
    const seen: string[] = [];
    for (const [name, of, change] of ROWS) {
      const exchange = exchangeOf(changed(of, change));
      const operation = operationOf(exchange.method, exchange.target);
      if (!operation) continue;
      const { request, response } = await prism(operation, exchange);
      if (request.length + response.length > 0) seen.push(name);
    }
    expect(names.filter((name) => !seen.includes(name))).toEqual([
      'undeclared property',
      'undeclared, in a list',
      'problem of another status',
      'body of a 204',
      'problem as JSON',
      '405 without Allow',
      'success of another method',
      'success for no JSON',
      'success for another media type',
      'success for a broken filter',
      'success for an unknown field',
    ]);
  });

  test('redocly drift misses of these, and takes right traffic for wrong', async () => {
    const good = await driftErrors(Object.values(recorded.named));
    expect(good.map((index) => Object.keys(recorded.named)[index])).toEqual([
      'no credential',
      'head',
      'options',
      'other method',
      'outside',
    ]);
    const broken = await driftErrors(ROWS.map(([, of, change]) => changed(of, change)));
    const seen = broken.map((index) => names[index]);
    expect(names.filter((name) => !seen.includes(name))).toEqual([
      'undeclared status',
      'undeclared success',
      'redirect',
      'undeclared property',
      'undeclared, in a list',
      'problem of another status',
      'empty body',
      'body of a 204',
      'missing header',
      'header of another value',
      'no Location',
      'media type',
      'no media type',
      'problem as JSON',
      'success of another method',
      'success for another media type',
      'success for a broken filter',
      'success for an unknown field',
    ]);
  });
});

/** The exchanges, by their index, that drift has an error for. */
async function driftErrors(entries: Recorded[]): Promise<number[]> {
  const file = join(await temporaryFolder(), 'traffic.har');
  await writeFile(file, JSON.stringify(harOf(entries)));
  const words = ['drift', file, '--api', 'generated/openapi.json', '--server', server.url, '--format', 'json'];
  const child = spawn('node_modules/.bin/redocly', words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  });
  const { problems } = JSON.parse(await textOf(child.stdout)) as {
    problems: { exchangeIndex: number; severity: string }[];
  };
  const errors = problems.filter(({ severity }) => severity === 'error').map(({ exchangeIndex }) => exchangeIndex);
  return [...new Set(errors)].sort((one, other) => one - other);
}
