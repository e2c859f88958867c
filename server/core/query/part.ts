import { failAt, type QueryFault, type QueryKey } from './query-error.ts';

/** A decoded piece of the query string that knows where each of its characters stood in the raw one. */
export class Part {
  readonly key: QueryKey;
  readonly text: string;
  /** The 1-based raw column of each UTF-16 unit of `text`, and of its end. */
  readonly #columns: readonly number[];

  constructor(key: QueryKey, { text, columns }: Decoded) {
    this.key = key;
    this.text = text;
    this.#columns = columns;
  }

  /** Fails at an offset of `text`. */
  fail(offset: number, fault: QueryFault, message: string): never {
    failAt(this.key, fault, this.#columns[offset] ?? 1, message);
  }
}

export interface Decoded {
  text: string;
  columns: number[];
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const HEX = /^[0-9a-f]{2}$/i;

/**
 * Decodes a range of the raw query once: `+` is a space, `%XX` a byte, the bytes are UTF-8. The raw query is as Node
 * gives it, one character a byte. Malformed percent or UTF-8 and NUL fail under `key` [query.malformed].
 */
export function decode(raw: string, from: number, to: number, key: QueryKey): Decoded {
  const columns: number[] = [];
  let text = '';
  for (let at = from; at < to; ) {
    const start = at;
    const bytes: number[] = [];
    do {
      const { byte, width } = readByte(raw, at, to, key);
      bytes.push(byte);
      at += width;
    } while (bytes.length < sequenceLength(bytes[0] ?? 0) && at < to);
    const char = decodeCharacter(bytes);
    if (char === undefined) failAt(key, 'encoding', start + 1, 'expected UTF-8');
    if (char === '\0') failAt(key, 'encoding', start + 1, 'expected no NUL character');
    text += char;
    for (let unit = 0; unit < char.length; unit++) columns.push(start + 1);
  }
  columns.push(to + 1);
  return { text, columns };
}

function readByte(raw: string, at: number, to: number, key: QueryKey): { byte: number; width: number } {
  const char = raw.charAt(at);
  if (char === '+') return { byte: 0x20, width: 1 };
  if (char !== '%') return { byte: raw.charCodeAt(at), width: 1 };
  const digits = raw.slice(at + 1, Math.min(at + 3, to));
  if (!HEX.test(digits)) failAt(key, 'encoding', at + 1, "expected two hexadecimal digits after '%'");
  return { byte: Number.parseInt(digits, 16), width: 3 };
}

/** How many bytes a character takes, by its first byte; what cannot begin one is left to the decoder to refuse. */
function sequenceLength(first: number): number {
  if (first >= 0xf0) return 4;
  if (first >= 0xe0) return 3;
  return first >= 0xc0 ? 2 : 1;
}

function decodeCharacter(bytes: number[]): string | undefined {
  const [first = 0] = bytes;
  if (bytes.length === 1 && first < 0x80) return String.fromCharCode(first);
  if (bytes.some((byte) => byte > 0xff)) return undefined;
  try {
    return utf8.decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}
