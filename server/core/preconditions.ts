import crc32 from 'crc-32';
import { invalid } from './problems.ts';

/** Entity tags as a header names them, with their quotes; `*` is any. */
export type EntityTags = '*' | readonly string[];

/** RFC 9110, 8.8.3. */
const TAG = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;
/** Stands for a tag that was read: no header has one. */
const READ = '\0';
/** What `entityTag` makes; the first group is the revision. */
const OF_REVISION = /^"(\d+)-/;

/**
 * The tags of an `If-Match` or an `If-None-Match`: `*`, or a list of tags, in which elements may be empty. Undefined where it was
 * not sent.
 * @throws ProblemError 400 that names the header, where it is neither [precondition.form].
 */
export function readEntityTags(name: 'If-Match' | 'If-None-Match', header: string | undefined): EntityTags | undefined {
  if (header === undefined) return undefined;
  if (header.trim() === '*') return '*';
  const tags: string[] = [];
  const rest = header.replaceAll(TAG, (tag) => {
    tags.push(tag);
    return READ;
  });
  const isList = rest.split(',').every((element) => ['', READ].includes(element.trim()));
  if (isList && tags.length > 0) return tags;
  const message = 'must be * or a list of entity tags in double quotes, separated by commas';
  throw invalid([{ field: name, code: 'precondition.malformed', message }]);
}

/**
 * The strong tag of a representation of one token [precondition.tag]: its revision, and a checksum of what is shown. So it is
 * another one with every change of the body, which also comes of use and of what the token refers to, and leads back to the
 * revision all the same. The credential never changes, and nothing of it may be told by a header.
 * @param text The representation as JSON.
 * @param credential What of it is the credential, where it is shown.
 */
export function entityTag(revision: number, text: string, credential = ''): string {
  return `"${revision}-${checksumOf(text.replace(credential, '')).toString(36)}"`;
}

const encoder = new TextEncoder();
/** For the bytes of one text after the other: most have room in it. */
const room = new Uint8Array(16 * 1024);

/** CRC-32 of a text, by its bytes: of its characters it takes three times as long. */
function checksumOf(text: string): number {
  const { read, written } = encoder.encodeInto(text, room);
  return crc32.buf(read === text.length ? room.subarray(0, written) : encoder.encode(text)) >>> 0;
}

/** Whether one of the tags was given for this revision, whatever was shown then; a weak one never was [precondition.use]. */
export function areOfRevision(tags: EntityTags, revision: number): boolean {
  return tags === '*' || tags.some((tag) => OF_REVISION.exec(tag)?.[1] === String(revision));
}

/** Whether one of the tags is this one, by the weak comparison of RFC 9110, 8.8.3.2. */
export function haveTag(tags: EntityTags, strong: string): boolean {
  return tags === '*' || tags.some((tag) => tag.replace(/^W\//, '') === strong);
}
