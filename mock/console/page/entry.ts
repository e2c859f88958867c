import { curlOf, type Shown, tellingHeaders } from '../../../server/docs/page/curl.ts';
import { copyButton, element, withCode } from '../../../server/docs/page/dom.ts';
import { masked } from '../../../server/docs/page/secrets.ts';
import type { Entry } from '../../engine/journal.ts';
import { codeOf } from './code.ts';

/** Rule id → its text. */
export type Rules = Readonly<Record<string, string>>;

const BECAUSE: Readonly<Record<NonNullable<Entry['because']>, string>> = {
  prefer: 'The request asked for this answer by Prefer.',
  next: 'This answer was set for the next request of the operation.',
  chance: 'This answer came by chance, as it was set.',
  override: 'An override answers this operation.',
};

/** What only a browser reads. */
const OF_BROWSERS = /^access-control-/i;

/** A request in words, for those who hear it. */
export function spoken({ method, target, operation, status, code, rule }: Entry): string {
  const what = operation ?? `${method} ${target}`;
  return `${what}: ${status === 'cut' ? 'cut' : status}${code ? `, ${code}` : ''}${rule ? `, by ${rule}` : ''}`;
}

/** A request as a line that opens: what it was, and why it was answered so. */
export function entryRow(entry: Entry, rules: Rules): HTMLElement {
  const { method, target, operation, status, code, rule, because, durationMs, isStandIn, caller, broken } = entry;
  const details = element('details', {});
  const summary = element(
    'summary',
    {},
    element('span', { class: `status ${kindOf(status)}` }, String(status)),
    element('span', { class: 'asked' }, element('b', {}, method), ' ', masked(target)),
    element(
      'span',
      { class: 'taken' },
      operation ?? 'no operation',
      code !== undefined && element('code', {}, code),
      rule !== undefined && element('span', { class: 'by' }, `by ${rule}`),
    ),
    element('span', { class: 'time' }, `${timeOf(entry.at)} · ${Math.round(durationMs)} ms`),
  );
  details.append(summary);
  details.addEventListener('toggle', () => {
    if (!details.open || details.children.length > 1) return;
    details.append(
      element(
        'div',
        { class: 'opened' },
        rule !== undefined && ruleOf(rule, rules),
        because && element('p', {}, BECAUSE[because]),
        broken !== undefined && element('p', { class: 'bad' }, `The sandbox breaks the contract: ${broken}`),
        caller !== undefined &&
          element(
            'p',
            {},
            `Asked by ${caller}${isStandIn ? ', which acts for any bearer token that is no credential' : ''}.`,
          ),
        ...exchangeOf(entry),
      ),
    );
  });
  return element('li', {}, details);
}

function ruleOf(id: string, rules: Rules): HTMLElement {
  const link = element('a', { href: `/docs/rules#${id}` }, id);
  return element('p', { class: 'told' }, link, ': ', ...withCode(rules[id] ?? ''));
}

function exchangeOf(entry: Entry): HTMLElement[] {
  const { method, target, requestHeaders: headers, requestBody: body, operation } = entry;
  const request: Shown = { method, target, headers, body };
  const command = curlOf(location.origin, request);
  const code = codeOf(location.origin, operation, request);
  const sent = [...tellingHeaders(request).map(([name, value]) => `${name}: ${value}`), '', pretty(body)].join('\n');
  const { responseHeaders, responseBody } = entry;
  const telling = Object.entries(responseHeaders).filter(([name]) => !OF_BROWSERS.test(name));
  const got = [...telling.map(([name, value]) => `${name}: ${value}`), '', pretty(responseBody)];
  return [
    block('Answer', got.join('\n').trim()),
    block('Request', sent.trim()),
    block('As curl', command, 'curl'),
    code === undefined
      ? element('p', { class: 'faint' }, 'The client sends no request like this one.')
      : block('With the client', code, 'code'),
  ].filter((part) => part !== undefined);
}

function block(title: string, text: string, copied?: string): HTMLElement | undefined {
  if (text === '') return undefined;
  const head = element('h3', {}, title, copied !== undefined && copyButton(copied, () => text));
  return element('div', {}, head, element('pre', { tabindex: '0', role: 'group', 'aria-label': title }, masked(text)));
}

function pretty(text = ''): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function kindOf(status: Entry['status']): string {
  if (status === 'cut' || status >= 500) return 'bad';
  return status >= 400 ? 'warn' : 'good';
}

function timeOf(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB');
}
