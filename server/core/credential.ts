import crc32 from 'crc-32';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
export const SECRET_BYTES = 32;
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const FORM = new RegExp(`^(idt:TKN(?:-\\d{4}){2,}:[0-9A-Za-z]{${SECRET_LENGTH}})([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`);

/** A new credential, `idt:<id>:` + 256 random bits + the CRC-32 of all before it, both in base62 [secrets.format]. */
export function generateCredential(tokenId: string): string {
  return credentialOf(tokenId, crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}

/** The credential of a token with these 256 bits. */
export function credentialOf(tokenId: string, bytes: Uint8Array): string {
  const number = bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
  const secret = base62(number, SECRET_LENGTH);
  const body = `idt:${tokenId}:${secret}`;
  return body + checksum(body);
}

/** Whether a text has the form and the checksum of a credential: needs no database and says nothing of its validity. */
export function isCredential(text: string): boolean {
  const [, body, sum] = FORM.exec(text) ?? [];
  return body !== undefined && checksum(body) === sum;
}

/** A character as it is or percent-encoded any number of times; `codes` are the two digits after the `%`. */
const either = (plain: string, codes: string) => `(?:${plain}|%(?:25)*(?:${codes}))`;

const [I, D, T] = [either('i', '[46]9'), either('d', '[46]4'), either('t', '[57]4')];
const [K, N] = [either('k', '[46]b'), either('n', '[46]e')];
const [HYPHEN, DIGIT, COLON] = [either('-', '2d'), either('\\d', '3\\d'), either(':', '3a')];
const BASE62 = either('[0-9a-z]', '3\\d|[46][1-9a-f]|[57][0-9a]');

/** Each run has an end, because the engine remembers its steps; of a longer one, the rest is found again. */
const REST = '[\\w.:%~-]{0,9999}';

/** `idt:`, or the id of a token and a colon, and what follows, cut short or not. */
const NAMED = `${I}${D}${T}${COLON}${REST}|${T}${K}${N}(?:${HYPHEN}${DIGIT}{4}){2,9}${COLON}${REST}`;

/**
 * As many letters and digits in a row as a secret has, or as many of the characters that base64 and hexadecimal write as
 * a credential takes in them.
 */
const UNNAMED = `[0-9a-z][\\w+=-]{59,9999}|${BASE62}{${SECRET_LENGTH},999}=*`;

const CREDENTIAL = new RegExp(NAMED, 'gi');
/** Whatever `SECRET` finds has a colon, a percent sign, or so many of these in a row: most texts have none, which is soon seen. */
const MAY_HAVE_SECRET = new RegExp(`[:%]|(?<![\\w+=-])[\\w+=-]{${SECRET_LENGTH}}`);

const SECRET = new RegExp(`${NAMED}|${UNNAMED}`, 'gi');

/** Replaces whatever may be a credential, percent-encoded or cut short, in a text that is about to be shown. */
export function withoutCredentials(text: string): string {
  return text.replaceAll(CREDENTIAL, '[credential]');
}

/**
 * Replaces whatever may be a credential or the secret of one, in any of the codings that a request has, in what is about
 * to be logged or sent back [secrets.nowhere].
 */
export function withoutSecrets(text: string): string {
  if (!MAY_HAVE_SECRET.test(text)) return text;
  return text.replaceAll(SECRET, '[credential]');
}

function checksum(text: string): string {
  return base62(BigInt(crc32.str(text) >>> 0), CHECKSUM_LENGTH);
}

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; rest > 0n; rest /= 62n) text = ALPHABET.charAt(Number(rest % 62n)) + text;
  return text.padStart(length, '0');
}
