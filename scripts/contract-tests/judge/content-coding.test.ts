import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { decodedBody } from './content-coding.ts';

const TEXT = '{"data":[]}';
const gzipped = gzipSync(TEXT);

const READ: [codings: string | null, body: Buffer | string][] = [
  [null, TEXT],
  ['', TEXT],
  ['identity', TEXT],
  ['gzip', gzipped],
  ['GZip', gzipped],
  ['x-gzip', gzipped],
  ['deflate', deflateSync(TEXT)],
  ['deflate', deflateRawSync(TEXT)],
  ['br', brotliCompressSync(TEXT)],
  ['zstd', zstdCompressSync(TEXT)],
  ['gzip, br', brotliCompressSync(gzipped)],
  ['br,gzip', gzipSync(brotliCompressSync(TEXT))],
  ['gzip, gzip, identity', gzipSync(gzipped)],
];

test.each(READ)('%j is undone', async (codings, body) => {
  expect(await decodedBody(Buffer.from(body), codings)).toEqual({ body: Buffer.from(TEXT) });
});

test.each(['gzip', 'snappy', 'gzip, snappy'])('nothing is nothing, whatever %s says', async (codings) => {
  expect(await decodedBody(Buffer.alloc(0), codings)).toEqual({ body: Buffer.alloc(0) });
});

const LIES: [codings: string, body: Buffer | string, coding: string][] = [
  ['gzip', TEXT, 'gzip'],
  ['deflate', '<html>', 'deflate'],
  ['deflate', TEXT, 'deflate'],
  ['deflate', deflateSync(TEXT).subarray(0, -5), 'deflate'],
  ['br', TEXT, 'br'],
  ['zstd', TEXT, 'zstd'],
  ['gzip', gzipped.subarray(0, -5), 'gzip'],
  ['br', gzipped, 'br'],
  ['gzip, br', gzipped, 'br'],
  ['gzip, br', brotliCompressSync(TEXT), 'gzip'],
  ['snappy, gzip', TEXT, 'gzip'],
];

test.each(LIES)('%s is a lie of a body that is not so', async (codings, body, coding) => {
  const fault = `Content-Encoding: the body is not ${coding}`;
  expect(await decodedBody(Buffer.from(body), codings)).toEqual({ fault });
});

const UNKNOWN: [codings: string, body: Buffer | string, coding: string][] = [
  ['snappy', TEXT, 'snappy'],
  ['compress', '\u001f\u009d', 'compress'],
  ['gzip, snappy', gzipped, 'snappy'],
  ['snappy, gzip', gzipped, 'snappy'],
  ['constructor', TEXT, 'constructor'],
];

test.each(UNKNOWN)('%s is not known, which is no fault', async (codings, body, coding) => {
  const unknown = `the content coding ${coding} is not known`;
  expect(await decodedBody(Buffer.from(body), codings)).toEqual({ unknown });
});

test('a few bytes that decode to far too many are not read', async () => {
  for (const [coding, bomb] of [
    ['gzip', gzipSync(Buffer.alloc(1001))],
    ['deflate', deflateSync(Buffer.alloc(1001))],
    ['br', brotliCompressSync(Buffer.alloc(1001))],
    ['zstd', zstdCompressSync(Buffer.alloc(1001))],
  ] as const) {
    const unknown = `without its ${coding} it is larger than 1000 bytes`;
    expect(await decodedBody(bomb, coding, 1000)).toEqual({ unknown });
  }
});
