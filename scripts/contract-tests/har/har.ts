import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { HAR } from './har-schema.ts';

/** HAR 1.2, as far as it is read here. What recorders leave out, or write as null, is optional. */
export interface Har {
  log: { entries: HarEntry[] };
}

export interface HarEntry {
  request: {
    method: string;
    url: string;
    headers: HarHeader[];
    bodySize?: number | null;
    postData?: (HarText & { mimeType?: string | null }) | null;
  };
  response: {
    /** 0, or -1 in Playwright, where nothing came. */
    status: number;
    headers: HarHeader[];
    content?: (HarText & { size?: number | null }) | null;
    /** Of Playwright and of Chromium: why the transfer failed. */
    _failureText?: unknown;
    _error?: unknown;
  };
  _resourceType?: unknown;
  _webSocketMessages?: unknown;
  /** Of Chromium: `memory` or `disk`. */
  _fromCache?: unknown;
}

export interface HarHeader {
  name: string;
  value: string;
}

export interface HarText {
  text?: string | null;
  encoding?: string | null;
}

/** What is read is no HAR; the message names the place and what was expected there, and repeats nothing of it. */
export class HarError extends Error {}

const ajv = new Ajv2020({ verbose: true, allowUnionTypes: true });
ajv.addFormat('url', { type: 'string', validate: (text: string) => URL.canParse(text) });
ajv.addFormat('status', { type: 'number', validate: (code: number) => [0, -1].includes(code) || isStatus(code) });
const validate = ajv.compile<Har>(HAR);

/**
 * Reads a HAR file, in UTF-8 or in another encoding of Unicode that its byte order mark names.
 * @throws HarError
 */
export function parseHar(content: Uint8Array): Har {
  const har = parseJson(content);
  if (!validate(har)) throw new HarError((validate.errors ?? []).slice(0, 1).map(sentence).join());
  har.log.entries.forEach(({ request, response }, index) => {
    assertReadable(request.postData, `log.entries[${index}].request.postData`);
    assertReadable(response.content, `log.entries[${index}].response.content`);
  });
  return har;
}

/** The encoding of a text, in small letters; HAR knows `base64`, or none. */
export function encodingOf({ encoding }: HarText): string {
  return (encoding ?? '').toLowerCase();
}

function parseJson(content: Uint8Array): unknown {
  const text = decoded(content).trim();
  if (text === '') throw new HarError('it is empty.');
  try {
    return JSON.parse(text);
  } catch {
    // What the parser says quotes the file, where credentials are.
    throw new HarError(`it is ${otherThanJson(content, text)}.`);
  }
}

function decoded(content: Uint8Array): string {
  const [first = 0, second = 0] = content;
  const utf16 = { 65534: 'utf-16le', 65279: 'utf-16be' }[(first << 8) | second];
  return new TextDecoder(utf16).decode(content);
}

function otherThanJson(content: Uint8Array, text: string): string {
  const magic = Buffer.from(content.subarray(0, 2)).toString('latin1');
  if (magic === 'PK' || magic === '\x1f\x8b') return 'packed: unpack it first';
  const [line = '', ...more] = text.split(/[\r\n]+/);
  return more.length > 0 && isJson(line)
    ? 'no JSON but a JSON value a line: expected one object with `log`'
    : 'no JSON';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isStatus(code: number): boolean {
  return Number.isInteger(code) && code >= 100 && code < 1000;
}

function assertReadable(body: HarText | null | undefined, place: string): void {
  if (!body?.text || encodingOf(body) !== 'base64' || /^[\w+/=\s-]*$/.test(body.text)) return;
  throw new HarError(`\`${place}.text\` must be base64, as its \`encoding\` says.`);
}

function sentence({ keyword, instancePath, params, parentSchema = {}, data }: ErrorObject): string {
  const missing: string | undefined = keyword === 'required' ? params.missingProperty : undefined;
  const place = [...instancePath.split('/').slice(1), ...(missing === undefined ? [] : [missing])].join('.');
  const { description } = missing === undefined ? parentSchema : parentSchema.properties[missing];
  const is = missing === undefined ? kindOf(data) : 'absent';
  const told = keyword === 'required' || keyword === 'type' ? `, and is ${is}` : '';
  return `\`${place.replaceAll(/\.(\d+)/g, '[$1]') || 'it'}\` must be ${description}${told}.`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}
