import crc32 from 'crc-32';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET_BYTES = 32;
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const FORM = new RegExp(`^(idt:TKN(?:-\\d{4}){2,}:[0-9A-Za-z]{${SECRET_LENGTH}})([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`);

/** A new credential, `idt:<id>:` + 256 random bits + the CRC-32 of all before it, both in base62 [secrets.format]. */
export function generateCredential(tokenId: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
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

// `idt:` and what may follow, each character as it is or percent-encoded any number of times.
const LOOKALIKE = /(?:i|%(?:25)*[46]9)(?:d|%(?:25)*[46]4)(?:t|%(?:25)*[57]4)(?::|%(?:25)*3a)[\w.:%~-]*/gi;

/** Replaces whatever may be a credential, percent-encoded or cut short, in a text that is about to be shown or logged. */
export function withoutCredentials(text: string): string {
  return text.replaceAll(LOOKALIKE, '[credential]');
}

function checksum(text: string): string {
  return base62(BigInt(crc32.str(text) >>> 0), CHECKSUM_LENGTH);
}

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; rest > 0n; rest /= 62n) text = ALPHABET.charAt(Number(rest % 62n)) + text;
  return text.padStart(length, '0');
}
