import { byId, element, say } from '../../../server/docs/page/dom.ts';
import type { Entry } from '../../engine/journal.ts';
import { controlsFor } from './api.ts';
import { controlPanel } from './controls.ts';
import { entryRow, type Rules, spoken } from './entry.ts';
import { stateTables } from './tables.ts';

const DEFAULT_STATE = 'default';
const MOST_SHOWN = 200;
/** What comes at once is told, and read anew, once. */
const PAUSE_IN_MS = 300;

void begin();

async function begin(): Promise<void> {
  const choice = byId<HTMLInputElement>('state');
  const controls = () => controlsFor(choice.value);
  const [described, rules] = await Promise.all([
    controlsFor(DEFAULT_STATE).describe(),
    fetch('/docs/rules.json').then((response) => response.json() as Promise<Rules>),
  ]);
  byId('acts-as').textContent = described.actsAs ?? 'nobody';
  const requests = requestList(rules, choice);
  const panel = controlPanel({ controls, described, changed: () => refreshSoon() });
  const refreshSoon = later(async () => {
    await panel.refresh();
    if (byId<HTMLDetailsElement>('data').open) byId('tables').replaceChildren(...stateTables(await controls().save()));
  });
  offerStates(described.states);
  choice.addEventListener('change', () => {
    choice.value = choice.value.trim() || DEFAULT_STATE;
    requests.show();
    refreshSoon();
  });
  byId('data').addEventListener('toggle', refreshSoon);
  byId('forget').addEventListener('click', () => requests.clear());
  follow(requests, choice, refreshSoon);
  refreshSoon();
}

function follow(requests: RequestList, choice: HTMLInputElement, refreshSoon: () => void): void {
  const events = new EventSource('/sandbox/events');
  let newest: Entry | undefined;
  const tell = later(async () => newest && say(spoken(newest)));
  events.addEventListener('open', () => {
    // It tells anew what it has told.
    requests.clear();
    byId('live').textContent = 'live';
  });
  events.addEventListener('error', () => {
    byId('live').textContent = 'not connected';
  });
  events.addEventListener('message', ({ data }) => {
    const entry: Entry = JSON.parse(data);
    offerStates([entry.state]);
    requests.add(entry);
    if (entry.state !== choice.value) return;
    newest = entry;
    tell();
    refreshSoon();
  });
}

interface RequestList {
  add(entry: Entry): void;
  /** Those of the state that is chosen. */
  show(): void;
  clear(): void;
}

function requestList(rules: Rules, choice: HTMLInputElement): RequestList {
  const list = byId('requests');
  const entries: Entry[] = [];
  const note = () => {
    byId('none').hidden = list.children.length > 0;
    byId('count').textContent = String(list.children.length);
  };
  function show(): void {
    const own = entries.filter(({ state }) => state === choice.value).slice(-MOST_SHOWN);
    list.replaceChildren(...own.map((entry) => entryRow(entry, rules)).reverse());
    note();
  }
  return {
    show,
    add(entry) {
      entries.push(entry);
      if (entries.length > 5 * MOST_SHOWN) entries.shift();
      if (entry.state !== choice.value) return;
      list.prepend(entryRow(entry, rules));
      if (list.children.length > MOST_SHOWN) list.lastElementChild?.remove();
      note();
    },
    clear() {
      entries.length = 0;
      show();
    },
  };
}

function offerStates(names: readonly string[]): void {
  const list = byId<HTMLDataListElement>('states');
  const known = new Set([...list.options].map(({ value }) => value));
  list.append(...names.filter((name) => !known.has(name)).map((value) => element('option', { value })));
}

/** Runs a moment after it is called, once for all calls until then. */
function later(run: () => Promise<unknown>): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      void run();
    }, PAUSE_IN_MS);
  };
}
