import { beforeAll, describe, expect, test } from 'vitest';
import { createJudge, type Judge } from '../judge/judge.ts';
import { exchangesOf } from './exchanges.ts';
import type { HarEntry } from './har.ts';
import { type Recorded, type SampleName, sample, setHeader } from './testing.ts';

let judge: Judge;
beforeAll(async () => {
  judge = await createJudge();
});

/** What is said of entries, as if they were a recording of their own. */
async function told(...entries: HarEntry[]) {
  const { exchanges, skipped } = exchangesOf({ log: { entries } }, undefined);
  const verdicts = await Promise.all(exchanges.map(judge));
  const findings = verdicts.flatMap((verdict) => (verdict.judged ? verdict.findings : ['not judged']));
  return { findings, skipped: [...skipped.keys()] };
}

function changed(of: SampleName, change: (entry: Recorded) => unknown): HarEntry {
  const entry = sample(of);
  change(entry);
  return entry;
}

test('of the samples themselves nothing is found', async () => {
  for (const name of ['get', 'create', 'delete', 'method', 'stream'] as const) {
    expect(await told(sample(name)), name).toEqual({ findings: [], skipped: [] });
  }
});

const answer = (part: object) => (entry: Recorded) => Object.assign(entry.response, part);
const text = (part: object) => (entry: Recorded) => Object.assign(entry.response.content, part);
const NOTHING = { headers: [], content: { size: -1 } };
const FAILED = { _failureText: 'net::ERR_ABORTED' };

describe('what was not recorded is not judged', () => {
  test.each<[string, (entry: Recorded) => unknown]>([
    ['Playwright: no answer', answer({ ...NOTHING, ...FAILED, status: -1 })],
    ['Playwright: no answer, with a status', answer({ ...NOTHING, ...FAILED, status: 200 })],
    ['Chromium: no answer', answer({ ...NOTHING, _error: 'net::ERR_FAILED', status: 0 })],
    ['Firefox: no answer', answer({ headers: [], content: { size: 0, text: '' }, status: 0 })],
  ])('%s', async (_name, change) => {
    expect(await told(changed('get', change))).toEqual({ findings: [], skipped: ['aborted'] });
  });

  test.each<[string, SampleName, (entry: Recorded) => unknown]>([
    ['no text', 'get', text({ text: undefined })],
    ['a text of null', 'get', text({ text: null })],
    ['no content', 'get', answer({ content: undefined })],
    ['a content of null', 'get', answer({ content: null })],
    ['an empty text, but a size', 'get', text({ text: '', size: 12 })],
    ['an empty text, but a Content-Length', 'get', text({ text: '', size: 0 })],
    ['a text of an encoding of its own', 'get', text({ text: '{', encoding: 'lzw' })],
    [
      'a transfer that failed after its beginning',
      'get',
      (entry) => {
        Object.assign(entry.response, FAILED);
        entry.response.content.text = entry.response.content.text.slice(0, 20);
      },
    ],
    ['no headers', 'get', answer({ headers: [] })],
    ['no headers and no text', 'get', answer(NOTHING)],
    ['no headers of a stream', 'stream', answer({ headers: [] })],
    ['no headers of the request of a stream', 'stream', ({ request }) => Object.assign(request, { headers: [] })],
    ['no headers of the request', 'create', ({ request }) => Object.assign(request, { headers: [] })],
    ['no body of the request', 'create', ({ request }) => Object.assign(request, { postData: undefined })],
    ['a body of the request of null', 'create', ({ request }) => Object.assign(request, { postData: null })],
    ['an empty body, but a size', 'create', ({ request }) => Object.assign(request.postData, { text: '' })],
    [
      'no body, a size of 0, but a Content-Length',
      'create',
      ({ request }) => {
        Object.assign(request, { postData: undefined, bodySize: 0 });
        request.headers.push({ name: 'content-length', value: '14' });
      },
    ],
    [
      'a body as a form',
      'create',
      ({ request }) => Object.assign(request, { postData: { mimeType: 'x/y', params: [] }, bodySize: 0 }),
    ],
  ])('%s', async (_name, of, change) => {
    expect(await told(changed(of, change))).toEqual({ findings: [], skipped: [] });
  });
});

describe('what was recorded is judged', () => {
  const noText = text({ text: undefined });
  const noHeaders = answer({ headers: [] });
  const broken = (entry: Recorded) =>
    Object.assign(entry.response.content, {
      text: entry.response.content.text.replace('"revision":1', '"revision":"1"'),
    });

  test.each<[string, SampleName, ((entry: Recorded) => unknown)[], RegExp]>([
    ['a status without a body', 'get', [noText, answer({ status: 418 })], /does not declare the status 418/],
    ['a status without headers', 'get', [noHeaders, answer({ status: 418 })], /does not declare the status 418/],
    ['a status without either', 'get', [answer({ ...NOTHING, status: 418 })], /does not declare the status 418/],
    ['a status before a failure', 'get', [answer({ ...FAILED, status: 302 })], /a redirect/],
    ['a media type', 'get', [noText, (entry) => setHeader(entry, 'content-type', 'text/html')], /text\/html/],
    [
      'a header that is missing',
      'get',
      [noText, (entry) => setHeader(entry, 'cache-control', undefined)],
      /Cache-Control/,
    ],
    [
      'the type of a problem',
      'method',
      [noText, (entry) => setHeader(entry, 'content-type', 'text/html')],
      /of an error/,
    ],
    ['an Allow', 'method', [noText, (entry) => setHeader(entry, 'allow', 'GET')], /Allow: it is not/],
    ['a Location', 'create', [noText, (entry) => setHeader(entry, 'location', undefined)], /Location/],
    ['half of RateLimit', 'get', [noText, (entry) => setHeader(entry, 'ratelimit-limit', '60')], /RateLimit: only/],
    ['a stream without headers', 'stream', [broken, noHeaders], /./],
    ['the count of a stream', 'stream', [(entry) => setHeader(entry, 'mpt-item-count', '3')], /2 records where/],
    ['a body without headers', 'get', [broken, noHeaders], /revision: must be integer/],
    ['a body without its type', 'method', [noHeaders, text({ text: '{}' })], /'traceId'/],
    [
      'an empty body',
      'get',
      [text({ text: '', size: 0 }), (entry) => setHeader(entry, 'content-length', '0')],
      /no JSON/,
    ],
    ['a body of a 204', 'delete', [text({ text: 'x', size: 1 })], /a body where none is declared/],
    [
      'a request without headers',
      'create',
      [({ request }) => Object.assign(request, { headers: [], postData: { mimeType: 'text/plain', text: '{}' } })],
      /a 201 for a request .*media type/,
    ],
    [
      'a request without a body',
      'create',
      [({ request }) => Object.assign(request, { postData: undefined, bodySize: 0 })],
      /a 201 for a request .*no JSON object/,
    ],
  ])('%s', async (_name, of, changes, expected) => {
    const all = (entry: Recorded) => changes.map((change) => change(entry));
    const { findings } = await told(changed(of, all));
    expect(findings.join('\n')).toMatch(expected);
  });
});

const authorization = (value?: string) => (entry: Recorded) =>
  Object.assign(entry.request, { headers: value === undefined ? [] : [{ name: 'authorization', value }] });
const MASKS = [
  '***',
  'Bearer ***',
  '[redacted]',
  'Bearer [REDACTED]',
  'REDACTED',
  'Bearer __REDACTED__',
  '<hidden>',
  'Bearer {{token}}',
  'Bearer <token>',
  '(masked)',
  'bearer xxxxxxxx',
  'Bearer ••••••',
  'Bearer idt:TKN-1671-0642:****',
  '[Filtered]',
  'removed by the sanitizer',
];

describe('a masked credential is not a fault of the server', () => {
  test.each(MASKS)('%s, in a recording that shows others', async (mask) => {
    expect(await told(changed('get', authorization(mask)), sample('get'))).toEqual({ findings: [], skipped: [] });
  });

  test.each([...MASKS, '', 'Bearer', undefined])('%s, in a recording that shows none', async (mask) => {
    const entries = [changed('get', authorization(mask)), changed('get', authorization('***'))];
    expect(await told(...entries)).toEqual({ findings: [], skipped: [] });
  });

  test.each(['', 'Bearer', undefined, 'Basic YTpi'])('%s, where others are shown, is one', async (value) => {
    const { findings } = await told(changed('get', authorization(value)), sample('get'));
    expect(findings).toEqual([expect.stringMatching(/a 200 for a request .*no bearer credential/)]);
  });

  test.each(['***', '[redacted]', 'idt:TKN-1671-0642:***'])('%s in an answer', async (mask) => {
    const masked = (entry: Recorded) =>
      text({ text: entry.response.content.text.replace(/"token":"[^"]*"/, `"token":"${mask}"`) })(entry);
    expect(await told(changed('create', masked))).toEqual({ findings: [], skipped: [] });
  });

  test('*** in each record of a stream', async () => {
    const masked = (entry: Recorded) =>
      text({ text: entry.response.content.text.replaceAll(/"token":"[^"]*"/g, '"token":"***"') })(entry);
    expect(await told(changed('stream', masked))).toEqual({ findings: [], skipped: [] });
  });

  test('but a credential of another form in an answer is', async () => {
    const other = (entry: Recorded) =>
      text({ text: entry.response.content.text.replace(/"token":"[^"]*"/, '"token":"abcdef"') })(entry);
    expect((await told(changed('create', other))).findings).toEqual([expect.stringMatching(/^token: must match/)]);
  });
});
