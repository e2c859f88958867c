import { curlOf, type Shown } from './curl.ts';
import type { DeclaredError, DeclaredOperation } from './declared.ts';
import { type Deserving, deservingOf, exampleIdOf, type Sendable, sendableOf } from './deserved.ts';
import { byId, copyButton, element, say, withCode } from './dom.ts';
import { masked } from './secrets.ts';

const TOKENS = '/public/v1/accounts/api-tokens';

export interface FailOptions {
  operations: readonly DeclaredOperation[];
  /** Whether `Prefer` gives any declared answer. */
  isSandbox: boolean;
}

/** The panel with which each declared error of an operation is brought about. */
export function failPanel({ operations, isSandbox }: FailOptions): { show(operation: string): void } {
  const choice = byId<HTMLSelectElement>('fail-operation');
  const credential = byId<HTMLInputElement>('fail-credential');
  const list = byId('fail-errors');
  choice.append(...operations.map(({ id, summary }) => element('option', { value: id }, summary)));
  choice.addEventListener('change', () => show(choice.value));
  if (isSandbox) credential.value = 'any';

  function show(id: string): void {
    const operation = operations.find((one) => one.id === id) ?? operations[0];
    if (!operation) return;
    choice.value = operation.id;
    list.replaceChildren(...operation.errors.map((error) => row(operation, error)));
    byId('fail-answer').replaceChildren();
  }

  function row(operation: DeclaredOperation, error: DeclaredError): HTMLElement {
    const { status, example, summary, code } = error;
    const label = `${status} ${example ?? ''}`;
    const deserving = deservingOf(operation.id, example);
    const request = 'because' in deserving ? undefined : deserving;
    return element(
      'li',
      {},
      element('p', {}, element('b', {}, label), ' ', element('code', {}, code ?? ''), ' ', ...withCode(summary ?? '')),
      element(
        'p',
        { class: 'actions' },
        isSandbox && button(`Fail by Prefer`, label, () => answer(preferring(operation, error, credential.value))),
        request && button('Fail by a request', label, () => deserve(operation, request)),
        !request && element('span', { class: 'note' }, `By a request: ${'because' in deserving && deserving.because}`),
      ),
    );
  }

  async function deserve(operation: DeclaredOperation, deserving: Deserving): Promise<void> {
    const id = await idFor(operation, deserving, credential.value);
    if (id === undefined) return refuse(`No token is there that ${deserving.find} finds; make one so first.`);
    const key = { '%NEW%': crypto.randomUUID() };
    const prepared = sendableOf(operation, keyed(deserving, key), id, credential.value);
    if (deserving.first === undefined) return answer(prepared);
    const created = await send({ ...prepared, body: JSON.stringify(deserving.first) });
    await answer(prepared);
    const { id: made } = await created.json();
    if (made !== undefined) await send({ ...prepared, method: 'DELETE', target: `${TOKENS}/${made}`, body: undefined });
  }

  return { show };
}

function keyed(deserving: Deserving, values: Readonly<Record<string, string>>): Deserving {
  const headers = Object.entries(deserving.headers ?? {}).map(([name, value]) => [name, values[value] ?? value]);
  return { ...deserving, headers: Object.fromEntries(headers) };
}

function preferring(operation: DeclaredOperation, { status, example }: DeclaredError, bearer: string): Sendable {
  const wanted = example === undefined ? `code=${status}` : `code=${status}, example=${example}`;
  return sendableOf(
    operation,
    { headers: { Prefer: wanted }, body: { name: 'Made to fail' } },
    exampleIdOf(operation),
    bearer,
  );
}

/** The id of what a request is about: one that is there. */
async function idFor(
  operation: DeclaredOperation,
  { id, find }: Deserving,
  bearer: string,
): Promise<string | undefined> {
  if (id !== undefined || !operation.path.includes('{id}')) return id ?? '';
  const collection = operation.path.split('/{id}')[0];
  const query = `${find === undefined ? '' : `${find}&`}limit=1&select=-*,+id`;
  const found = await send({
    method: 'GET',
    target: `${collection}?${query}`,
    headers: { Authorization: `Bearer ${bearer}` },
  });
  const { data = [] } = found.ok ? await found.json() : {};
  return data[0]?.id ?? (find === undefined ? exampleIdOf(operation) : undefined);
}

function send({ method, target, headers, body }: Omit<Shown, 'headers'> & { headers: Record<string, string> }) {
  return fetch(target, { method, headers, ...(body !== undefined && { body }) });
}

async function answer(request: Sendable): Promise<void> {
  const response = await send(request).catch((error: Error) => error);
  if (response instanceof Error) return refuse(`The connection was cut: ${response.message}`);
  const text = await response.text();
  const rule = response.headers.get('Sandbox-Rule');
  const type = response.headers.get('Content-Type') ?? '';
  const shownText = /json\b/.test(type) && text !== '' ? JSON.stringify(JSON.parse(text), null, 2) : text;
  const command = curlOf(location.origin, { ...request, ...(request.body && { body: cut(request.body) }) });
  byId('fail-answer').replaceChildren(
    element(
      'p',
      {},
      element('b', {}, `Answer: ${response.status}`),
      rule !== null && ' by the rule ',
      rule !== null && element('a', { href: `/docs/rules#${rule}` }, rule),
    ),
    pre('The answer', shownText),
    element(
      'p',
      { class: 'actions' },
      'The request',
      copyButton('curl', () => command),
    ),
    pre('The request', command),
  );
  say(`Answered ${response.status}${rule === null ? '' : ` by the rule ${rule}`}.`);
  byId('fail-answer').scrollIntoView({ block: 'nearest' });
}

function refuse(text: string): void {
  byId('fail-answer').replaceChildren(element('p', {}, text));
  say(text);
}

function pre(label: string, text: string): HTMLElement {
  return element('pre', { tabindex: '0', role: 'group', 'aria-label': label }, masked(text));
}

function cut(text: string): string {
  return text.length > 2_000 ? `${text.slice(0, 200)}… (${text.length} characters)` : text;
}

/** @param about Read out with the words, which are the same in every row. */
function button(words: string, about: string, act: () => Promise<void>): HTMLElement {
  const made = element('button', { type: 'button', 'aria-label': `${words}: ${about}` }, words);
  made.addEventListener('click', () => void act());
  return made;
}
