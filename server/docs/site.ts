import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** What serves the pages: a page says less, or more, by it. */
export type SiteHost = 'server' | 'sandbox';

/** Files that are served: path → where they are. */
export type Site = Readonly<Record<string, URL>>;

/** Below which the reference page is. */
export const DOCS = '/docs';

const PAGE = new URL('./page/', import.meta.url);

/** A page, and the modules and styles beside it, by their names. */
export function siteOf(folder: URL, below: string, names: readonly string[]): Site {
  return Object.fromEntries(names.map((name) => [`${below}/${name}`, new URL(name, folder)]));
}

/** The reference page: the contract, its rules, and how each of its errors is brought about. */
export const docsSite: Site = {
  [DOCS]: new URL('docs.html', PAGE),
  [`${DOCS}/rules`]: new URL('rules.html', PAGE),
  [`${DOCS}/rules.json`]: new URL('../../generated/rules.json', import.meta.url),
  ...siteOf(PAGE, DOCS, ['page.css', 'docs.css', 'rules.css']),
  ...siteOf(PAGE, DOCS, ['docs.ts', 'rules.ts', 'mended.ts', 'fail.ts', 'deserved.ts', 'declared.ts']),
  ...siteOf(PAGE, DOCS, ['dom.ts', 'secrets.ts', 'curl.ts']),
};

/** Whether the page is there: a package may leave it out. */
export const hasDocs = existsSync(new URL('docs.html', PAGE));

const RENDERER = ['web-components.min.js', 'styles.min.css'];

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
};

/** No script or style but ours and the renderer's, which writes styles into its page, and no other host. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
const STRICT_POLICY = POLICY.replace(" 'unsafe-inline'", '');

interface Served {
  tag: string;
  plain: Buffer;
  small: Buffer;
}

const served = new Map<string, { time: number; file: Promise<Served> }>();

/**
 * Answers a request for a page, or undefined where it is for none: GET and HEAD only, without a credential. Pages are
 * outside the contract.
 */
export function answerPage(
  site: Site,
  host: SiteHost,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> | undefined {
  const { method, url = '' } = request;
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  const path = url.replace(/[?#].*$/, '');
  const file = site[path] ?? rendererAt(path);
  return file && existsSync(file) ? send(file, host, request, response) : undefined;
}

/** A file of the renderer, as its package has it for browsers; undefined where it is not installed. */
function rendererAt(path: string): URL | undefined {
  const name = RENDERER.find((one) => path === `${DOCS}/${one}`);
  if (name === undefined) return undefined;
  try {
    return pathToFileURL(createRequire(import.meta.url).resolve(`@stoplight/elements/${name}`));
  } catch {
    return undefined;
  }
}

async function send(file: URL, host: SiteHost, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { tag, plain, small } = await load(file, host);
  const { headers, method } = request;
  const isSmall = /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));
  const common = {
    ETag: tag,
    'Cache-Control': 'no-cache',
    Vary: 'Accept-Encoding',
    'X-Content-Type-Options': 'nosniff',
  };
  if (headers['if-none-match'] === tag) return void response.writeHead(304, common).end();
  const body = isSmall ? small : plain;
  const extension = extname(file.pathname);
  response.writeHead(200, {
    ...common,
    'Content-Type': TYPES[extension] ?? 'application/octet-stream',
    'Content-Length': body.length,
    'Content-Security-Policy': file.pathname.endsWith('/docs.html') ? POLICY : STRICT_POLICY,
    'Referrer-Policy': 'no-referrer',
    ...(isSmall && { 'Content-Encoding': 'gzip' }),
  });
  response.end(method === 'HEAD' ? undefined : body);
}

/** Read once, and again where the file has changed. */
async function load(file: URL, host: SiteHost): Promise<Served> {
  const key = `${host} ${file.href}`;
  const { mtimeMs, size } = await stat(file);
  const known = served.get(key);
  if (known?.time === mtimeMs) return known.file;
  const read = readServed(file, host, `W/"${host}-${size}-${Math.trunc(mtimeMs)}"`);
  served.set(key, { time: mtimeMs, file: read });
  return read;
}

async function readServed(file: URL, host: SiteHost, tag: string): Promise<Served> {
  const plain = Buffer.from(await textOf(file, host));
  return { tag, plain, small: await promisify(gzip)(plain) };
}

async function textOf(file: URL, host: SiteHost): Promise<string> {
  const text = await readFile(file, 'utf8');
  const extension = extname(file.pathname);
  if (extension === '.html') return text.replaceAll('%HOST%', host);
  return extension === '.ts' ? asServed(stripped(text)) : text;
}

/** JavaScript, of the same lines. */
function stripped(text: string): string {
  const { emitWarning } = process;
  // Node strips the types of all that runs here without a word, and warns whoever asks for it.
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Where a module of another folder lies on the site. */
function asServed(text: string): string {
  return text.replaceAll(/'[./]+\/server\/docs\/page\/([\w-]+)\.ts'/g, `'${DOCS}/$1.ts'`);
}

/** Whether a request comes from somebody who opened the address in a browser. */
export function isBrowser({ method, headers }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && /\btext\/html\b/i.test(headers.accept ?? '');
}
