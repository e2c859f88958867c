import { withoutCredentials } from '../../server/secrets/credential.ts';
import type { WireRequest } from './http.ts';

/** The same letter more often than this is written as the command that makes it. */
const LONG_RUN = /([\x20-\x7e])\1{63,}/g;

/** The request as a line for a shell; credentials are variables in it, never values. */
export function curlLine(
  origin: string,
  { method, path, headers, body, hostless }: WireRequest,
  credential: string,
): string {
  const words = ['curl', '-i'];
  if (method === 'HEAD') words.push('--head');
  else if (method !== (body === undefined ? 'GET' : 'POST')) words.push('-X', method);
  // Without it curl reads [ ] { } in a URL as patterns.
  if (/[[\]{}]/.test(path)) words.push('-g');
  words.push(quoted(withoutCredentials(origin + path)));
  for (const [name, value] of Object.entries(headers)) {
    if (name === 'Authorization') words.push('-H', `"Authorization: ${authorization(value, credential)}"`);
    else words.push('-H', quoted(`${name}: ${withoutCredentials(value)}`));
  }
  if (hostless) words.push('-H', "'Host:'");
  if (body === undefined) return words.join(' ');
  // What curl adds by itself would change the request.
  if (!Object.hasOwn(headers, 'Content-Type')) words.push('-H', "'Content-Type:'");
  return withBody(words.join(' '), withoutCredentials(body));
}

function authorization(value: string, credential: string): string {
  if (value === `Bearer ${credential}`) return 'Bearer $API_TOKEN';
  return value.replace(/idt:(TKN[-\d]+):.*/, (_all, id: string) => `$CREDENTIAL_OF_${id.replaceAll('-', '_')}`);
}

/** A body with long runs is too long for a command line, so it comes through a pipe. */
function withBody(command: string, body: string): string {
  if (body.search(LONG_RUN) < 0) return `${command} --data-raw ${quoted(body)}`;
  const parts: string[] = [];
  let end = 0;
  for (const { 0: run, 1: letter = '', index } of body.matchAll(LONG_RUN)) {
    parts.push(
      `printf %s ${quoted(body.slice(end, index))}`,
      `head -c ${run.length} /dev/zero | tr '\\0' ${quoted(letter)}`,
    );
    end = index + run.length;
  }
  parts.push(`printf %s ${quoted(body.slice(end))}`);
  return `{ ${parts.join('; ')}; } | ${command} --data-binary @-`;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
