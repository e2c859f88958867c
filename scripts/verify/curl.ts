import type { WireRequest } from './http.ts';
import type { Secrets } from './secrets.ts';

/** The same letter more often than this is written as the command that makes it. */
const LONG_RUN = /([^\n])\1{63,}/gu;

/**
 * The request as a line for a shell, which sends the same method, path, headers and body; credentials are variables in it,
 * never values.
 */
export function curlLine(
  origin: string,
  { method, path, headers, body, hostless }: WireRequest,
  secrets: Secrets,
): string {
  const words = ['curl', '-i'];
  if (method === 'HEAD') words.push('--head');
  else if (method !== (body === undefined ? 'GET' : 'POST')) words.push('-X', method);
  // Without it curl reads [ ] { } in a URL as patterns.
  if (/[[\]{}]/.test(path)) words.push('-g');
  // And takes /../ away.
  if (path.includes('/.')) words.push('--path-as-is');
  words.push(quoted(secrets.hideIn(origin + path)));
  for (const [name, value] of Object.entries(headers)) words.push('-H', headerWord(name, value, secrets));
  if (hostless) words.push('-H', "'Host:'");
  if (body === undefined) return words.join(' ');
  // What curl adds by itself would change the request.
  if (!Object.hasOwn(headers, 'Content-Type')) words.push('-H', "'Content-Type:'");
  return withBody(words.join(' '), secrets.hideIn(body));
}

function headerWord(name: string, value: string, secrets: Secrets): string {
  // With a colon curl would leave the header out.
  if (value === '') return quoted(`${name};`);
  const [, scheme = '', credential = ''] = /^(\S+ )(.*)$/.exec(value) ?? [];
  const variable = name === 'Authorization' ? secrets.variableOf(credential) : undefined;
  return variable === undefined ? quoted(`${name}: ${secrets.hideIn(value)}`) : `"${name}: ${scheme}$${variable}"`;
}

/** A body with long runs is too long for a command line, so it comes through a pipe. */
function withBody(command: string, body: string): string {
  if (body.search(LONG_RUN) < 0) return `${command} --data-raw ${quoted(body)}`;
  const parts: string[] = [];
  let end = 0;
  for (const { 0: run, 1: letter = '', index } of body.matchAll(LONG_RUN)) {
    parts.push(
      `printf %s ${quoted(body.slice(end, index))}`,
      `yes ${quoted(letter)} | head -n ${run.length / letter.length} | tr -d '\\n'`,
    );
    end = index + run.length;
  }
  parts.push(`printf %s ${quoted(body.slice(end))}`);
  return `{ ${parts.join('; ')}; } | ${command} --data-binary @-`;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
