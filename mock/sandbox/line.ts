import { styleText } from 'node:util';
import { withoutSecrets } from '../../server/core/credential.ts';
import type { Entry } from '../engine/journal.ts';

type Shown = Pick<
  Entry,
  'method' | 'target' | 'operation' | 'status' | 'code' | 'rule' | 'because' | 'broken' | 'durationMs' | 'state'
>;

/** Why an answer is not what the request deserves, in words. */
const BECAUSE: Readonly<Record<NonNullable<Entry['because']>, string>> = {
  prefer: 'as Prefer asks',
  next: 'as set for the next',
  chance: 'by chance',
  override: 'as overridden',
};

/**
 * A request in a line: method and path, what it was taken for, what was answered, the problem's code and the rule of the
 * contract that answered, and how long it took. No credential is in it.
 */
export function lineOf(entry: Shown, { colours = false, defaultState = 'default' } = {}): string {
  const { method, target, operation, status, code, rule, because, broken, durationMs, state } = entry;
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    colours ? styleText(format, text, { validateStream: false }) : text;
  const answer = [status, code].filter((part) => part !== undefined).join(' ');
  const parts = [
    `${paint('bold', method)} ${withoutSecrets(target)}`,
    paint('dim', '→'),
    operation ?? 'no operation',
    paint(colourOf(status), answer),
    rule && paint('cyan', `[${rule}]`),
    because && paint('dim', BECAUSE[because]),
    broken && paint('red', `breaks the contract: ${broken}`),
    state !== defaultState && paint('dim', `in ${state}`),
    paint('dim', `${Math.round(durationMs)} ms`),
  ];
  return parts.filter(Boolean).join(' ');
}

function colourOf(status: Entry['status']): 'green' | 'yellow' | 'red' {
  if (status === 'cut' || status >= 500) return 'red';
  return status >= 400 ? 'yellow' : 'green';
}
