import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createJudge, type Judge } from '../judge/judge.ts';
import { Tally } from '../judge/tally.ts';
import { exchangesOf } from './exchanges.ts';
import { HarError, parseHar } from './har.ts';
import { harOf, sample } from './testing.ts';

const VALID = JSON.stringify(harOf([sample('get'), sample('create')]));

function refusal(content: string | Uint8Array): string {
  try {
    parseHar(Buffer.from(content as string));
  } catch (error) {
    if (error instanceof HarError) return error.message;
    throw error;
  }
  return expect.fail('it was read');
}

/** The sample with another value at a path. */
function withAt(path: string, value: unknown): string {
  const har = JSON.parse(VALID);
  const keys = path.split('.');
  const parent = keys.slice(0, -1).reduce((inner, key) => inner[key], har);
  parent[keys.at(-1) ?? ''] = value;
  return JSON.stringify(har);
}

describe('an odd file is refused, and the place is told', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'it is empty.'],
    ['a byte order mark', '\ufeff \n', 'it is empty.'],
    ['no JSON', '<har/>', 'it is no JSON.'],
    ['a file that is cut', VALID.slice(0, -100), 'it is no JSON.'],
    ['NDJSON', '{"log":{}}\n{"log":{}}\n', 'it is no JSON but a JSON value a line: expected one object with `log`.'],
    ['an archive', 'PK\u0003\u0004', 'it is packed: unpack it first.'],
    ['gzip', gzipSync(VALID), 'it is packed: unpack it first.'],
    ['null', 'null', '`it` must be an object with `log`, and is null.'],
    ['a list', '[]', '`it` must be an object with `log`, and is a list.'],
    ['no log', '{}', '`log` must be an object with `entries`, and is absent.'],
    ['no entries', '{"log":{}}', '`log.entries` must be a list of entries, and is absent.'],
  ])('%s', (_name, content, told) => {
    expect(refusal(content)).toBe(told);
  });

  const ENTRY = 'log.entries.1';
  test.each<[string, unknown, string]>([
    ['log', 5, '`log` must be an object with `entries`, and is a number.'],
    ['log.entries', {}, '`log.entries` must be a list of entries, and is an object.'],
    ['log.entries', null, '`log.entries` must be a list of entries, and is null.'],
    [ENTRY, null, '`log.entries[1]` must be an object with `request` and `response`, and is null.'],
    [ENTRY, 'x', '`log.entries[1]` must be an object with `request` and `response`, and is a text.'],
    [ENTRY, {}, '`log.entries[1].request` must be an object with `method`, `url` and `headers`, and is absent.'],
    [
      `${ENTRY}.request`,
      [],
      '`log.entries[1].request` must be an object with `method`, `url` and `headers`, and is a list.',
    ],
    [`${ENTRY}.request.method`, 1, '`log.entries[1].request.method` must be the name of a method, and is a number.'],
    [`${ENTRY}.request.method`, 'GET /', '`log.entries[1].request.method` must be the name of a method.'],
    [`${ENTRY}.request.url`, undefined, '`log.entries[1].request.url` must be a URL, and is absent.'],
    [`${ENTRY}.request.url`, '/public/v1', '`log.entries[1].request.url` must be a URL.'],
    [`${ENTRY}.request.url`, 'http://', '`log.entries[1].request.url` must be a URL.'],
    [`${ENTRY}.request.headers`, {}, '`log.entries[1].request.headers` must be a list of headers, and is an object.'],
    [
      `${ENTRY}.request.headers`,
      ['x'],
      '`log.entries[1].request.headers[0]` must be an object with `name` and `value`, and is a text.',
    ],
    [
      `${ENTRY}.request.headers`,
      [{ name: 'x' }],
      '`log.entries[1].request.headers[0].value` must be a text, and is absent.',
    ],
    [
      `${ENTRY}.request.postData`,
      'x',
      '`log.entries[1].request.postData` must be an object with `text` or absent, and is a text.',
    ],
    [
      `${ENTRY}.request.postData.text`,
      {},
      '`log.entries[1].request.postData.text` must be a text or absent, and is an object.',
    ],
    [
      `${ENTRY}.request.postData.mimeType`,
      1,
      '`log.entries[1].request.postData.mimeType` must be a text or absent, and is a number.',
    ],
    [`${ENTRY}.request.bodySize`, '0', '`log.entries[1].request.bodySize` must be a number or absent, and is a text.'],
    [
      `${ENTRY}.response`,
      null,
      '`log.entries[1].response` must be an object with `status` and `headers`, and is null.',
    ],
    [
      `${ENTRY}.response.status`,
      '200',
      '`log.entries[1].response.status` must be the number of a status, or 0 or -1 where nothing came, and is a text.',
    ],
    [
      `${ENTRY}.response.status`,
      99,
      '`log.entries[1].response.status` must be the number of a status, or 0 or -1 where nothing came.',
    ],
    [
      `${ENTRY}.response.status`,
      200.5,
      '`log.entries[1].response.status` must be the number of a status, or 0 or -1 where nothing came.',
    ],
    [
      `${ENTRY}.response.headers`,
      [[]],
      '`log.entries[1].response.headers[0]` must be an object with `name` and `value`, and is a list.',
    ],
    [
      `${ENTRY}.response.content`,
      true,
      '`log.entries[1].response.content` must be an object with `text` or absent, and is a boolean.',
    ],
    [
      `${ENTRY}.response.content.text`,
      { data: [] },
      '`log.entries[1].response.content.text` must be a text or absent, and is an object.',
    ],
    [
      `${ENTRY}.response.content.encoding`,
      64,
      '`log.entries[1].response.content.encoding` must be a text or absent, and is a number.',
    ],
    [
      `${ENTRY}.response.content`,
      { text: '{"a":1}', encoding: 'base64' },
      '`log.entries[1].response.content.text` must be base64, as its `encoding` says.',
    ],
  ])('%s: %j', (path, value, told) => {
    expect(refusal(withAt(path, value))).toBe(told);
  });

  test('and nothing of it is repeated', () => {
    for (const path of ['request.url', 'request.method', 'response.content.text']) {
      const value = path.endsWith('text') ? { 'idt:secret': 'idt:secret' } : '/idt:secret /';
      expect(refusal(withAt(`log.entries.0.${path}`, value))).not.toContain('secret');
    }
  });
});

test.each([
  ['UTF-8 with a mark', Buffer.from(`\ufeff${VALID}`)],
  ['UTF-16', Buffer.from(`\ufeff${VALID}`, 'utf16le')],
  ['UTF-16, big end first', Buffer.from(`\ufeff${VALID}`, 'utf16le').swap16()],
])('%s is read', (_name, content) => {
  expect(parseHar(content)).toEqual(JSON.parse(VALID));
});

test.each<[string, unknown]>([
  ['log.entries.1.request.postData', null],
  ['log.entries.1.request.bodySize', null],
  ['log.entries.1.response.content', null],
  ['log.entries.1.response.content.encoding', null],
  ['log.entries.1.response._failureText', null],
  ['log.entries.1._fromCache', null],
  ['log.entries.1._webSocketMessages', null],
])('%s: %j is as if absent', (path, value) => {
  const { exchanges } = exchangesOf(parseHar(Buffer.from(withAt(path, value))), undefined);
  expect(exchanges).toHaveLength(2);
});

/** Every place of a value, as a list of keys. */
function placesOf(value: unknown, place: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [place];
  return [place, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...place, key]))];
}

/** JSON of a value that is changed at one to three places. */
function mutated(value: unknown): fc.Arbitrary<string> {
  const places = placesOf(value).slice(1);
  const at = (place: string[]) => place.reduce((inner, key) => Object(inner)[key], value as never);
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(undefined, null, '', {}, [], [null], -1, '\u0000', 'http://', { toString: 1 }),
    fc.jsonValue().map((inner) => JSON.stringify(inner)),
    // Of another place: of the right type, perhaps, and of a wrong meaning.
    fc.constantFrom(...places).map((place) => structuredClone(at(place))),
  );
  return fc.array(fc.tuple(fc.constantFrom(...places), odd), { minLength: 1, maxLength: 3 }).map((changes) => {
    const copy = structuredClone(value);
    for (const [place, other] of changes) {
      const parent = place.slice(0, -1).reduce((inner, key) => Object(inner)[key], copy as never);
      if (Object(parent) === parent) Object.assign(parent, { [place.at(-1) ?? '']: structuredClone(other) });
    }
    return JSON.stringify(copy);
  });
}

describe('whatever is changed, it is read and judged, or refused by name:', () => {
  let judge: Judge;
  beforeAll(async () => {
    judge = await createJudge();
  });

  async function run(content: Uint8Array): Promise<void> {
    try {
      const { exchanges } = exchangesOf(parseHar(content), undefined);
      const tally = new Tally();
      for (const exchange of exchanges) tally.add(exchange, await judge(exchange));
      const told = JSON.stringify(tally.violations);
      expect(told).not.toMatch(/Cannot (read|convert)|is not a function|call stack/);
    } catch (error) {
      expect(error).toBeInstanceOf(HarError);
    }
  }

  test('a HAR, anywhere', async () => {
    const property = fc.asyncProperty(mutated(JSON.parse(VALID)), (content) => run(Buffer.from(content)));
    await fc.assert(property, { numRuns: 1000 });
  });

  test.each(['get', 'create', 'method'] as const)('the body of an answer: %s', async (name) => {
    const entry = sample(name);
    const property = fc.asyncProperty(mutated(JSON.parse(entry.response.content.text)), (text) => {
      entry.response.content = { text };
      return run(Buffer.from(JSON.stringify(harOf([entry]))));
    });
    await fc.assert(property, { numRuns: 300 });
  });

  test('its bytes', async () => {
    const bytes = Buffer.from(VALID);
    const change = fc.tuple(fc.nat(bytes.length), fc.nat(20), fc.uint8Array({ maxLength: 8 }));
    const property = fc.asyncProperty(change, ([start, length, put]) =>
      run(Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + length)])),
    );
    await fc.assert(property, { numRuns: 500 });
  });
});
