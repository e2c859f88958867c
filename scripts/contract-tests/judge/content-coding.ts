import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib';
import type { Unread } from './unread.ts';

type Decoder = (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const gzip: Decoder = promisify(gunzip);
const zlib: Decoder = promisify(inflate);
const raw: Decoder = promisify(inflateRaw);

/** The codings of RFC 9110, 8.4.1, RFC 7932 and RFC 8878. */
const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip,
  'x-gzip': gzip,
  deflate: (body, options) => (hasZlibHeader(body) ? zlib : raw)(body, options),
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
};

/** Larger than any answer of the contract: a few bytes may decode to gigabytes. */
const LARGEST = 2 ** 28;

/**
 * A body without the codings that its `Content-Encoding` lists in the order in which they were applied (RFC 9110, 8.4).
 * @param largest Bytes; a body that would be larger is not read.
 */
export async function decodedBody(
  body: Buffer,
  contentEncoding: string | null,
  largest = LARGEST,
): Promise<{ body: Buffer } | Unread> {
  const codings = (contentEncoding ?? '').toLowerCase().split(/[\s,]+/);
  let rest = body;
  for (const coding of codings.filter((name) => name !== '' && name !== 'identity').reverse()) {
    if (rest.length === 0) return { body: rest };
    const decode = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
    if (!decode) return { unknown: `the content coding ${coding} is not known` };
    const decoded = await decode(rest, { maxOutputLength: largest }).catch((error: NodeJS.ErrnoException) => error);
    if (!Buffer.isBuffer(decoded)) return failure(coding, decoded, largest);
    rest = decoded;
  }
  return { body: rest };
}

/** Some servers leave it out, and browsers read that too (RFC 9110, 8.4.1.2). It is two bytes, a multiple of 31 (RFC 1950, 2.2). */
function hasZlibHeader(body: Buffer): boolean {
  return body.length > 1 && body.readUInt16BE() % 31 === 0 && (body.readUInt8() & 15) === 8;
}

function failure(coding: string, { code }: NodeJS.ErrnoException, largest: number): Unread {
  if (code === 'ERR_BUFFER_TOO_LARGE') return { unknown: `without its ${coding} it is larger than ${largest} bytes` };
  return { fault: `Content-Encoding: the body is not ${coding}` };
}
