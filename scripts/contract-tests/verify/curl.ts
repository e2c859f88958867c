import { shown } from '../judge/shown.ts';
import type { WireRequest } from './http.ts';
import type { Secrets } from './secrets.ts';

/** The same letter this often is written as the command that makes it; in longer ones a credential would be looked for. */
const LONG = 40;

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
  return withBody(words.join(' '), body, secrets);
}

function headerWord(name: string, value: string, secrets: Secrets): string {
  // With a colon curl would leave the header out.
  if (value === '') return quoted(`${name};`);
  const [, scheme = '', credential = ''] = /^(\S+ )(.*)$/.exec(value) ?? [];
  const variable = name === 'Authorization' ? secrets.variableOf(credential) : undefined;
  return variable === undefined ? quoted(`${name}: ${secrets.hideIn(value)}`) : `"${name}: ${scheme}$${variable}"`;
}

/** A body with long runs is too long for a command line, so it comes through a pipe. */
function withBody(command: string, body: string, secrets: Secrets): string {
  const runs = longRuns(body);
  if (runs.length === 0) return `${command} --data-raw ${quoted(secrets.hideIn(body))}`;
  const printed = (text: string) => `printf %s ${quoted(secrets.hideIn(text))}`;
  const parts: string[] = [];
  let end = 0;
  for (const { letter, times, start } of runs) {
    if (start > end) parts.push(printed(body.slice(end, start)));
    parts.push(repeated(letter, times));
    end = start + letter.length * times;
  }
  if (end < body.length) parts.push(printed(body.slice(end)));
  return `{ ${parts.join('; ')}; } | ${command} --data-binary @-`;
}

interface Run {
  letter: string;
  times: number;
  start: number;
}

// Not by a regular expression: a body of ten million letters overflows its stack.
function longRuns(text: string): Run[] {
  const runs: Run[] = [];
  let run: Run = { letter: '', times: 0, start: 0 };
  let position = 0;
  for (const letter of text) {
    if (letter !== run.letter) {
      run = { letter, times: 0, start: position };
      runs.push(run);
    }
    run.times += 1;
    position += letter.length;
  }
  return runs.filter(({ times }) => times >= LONG);
}

/** The command that writes a letter so many times; `tr` knows bytes only. */
function repeated(letter: string, times: number): string {
  if (Buffer.byteLength(letter) > 1) return `printf ${quoted(`${letter}%.0s`)} $(seq ${times})`;
  return `head -c ${times} /dev/zero | tr '\\0' ${quoted(letter === '\\' ? '\\\\' : letter)}`;
}

/** With a control character, which must not get to a terminal, as bash reads escapes: by the octal numbers of its bytes. */
function quoted(word: string): string {
  if (shown(word) === word) return `'${word.replaceAll("'", `'\\''`)}'`;
  const escaped = Array.from(word, (letter) => {
    if (letter === '\\' || letter === "'") return `\\${letter}`;
    if (shown(letter) === letter) return letter;
    return Array.from(Buffer.from(letter), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
  });
  return `$'${escaped.join('')}'`;
}
