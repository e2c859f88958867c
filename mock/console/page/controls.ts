import { byId, element, say } from '../../../server/docs/page/dom.ts';
import type { Faults } from '../../engine/faults.ts';
import type { ConsoleControls, Described, Waiting } from './api.ts';

export interface ControlPanel {
  /** Reads anew what is set in the state. */
  refresh(): Promise<void>;
}

export interface ControlPanelOptions {
  /** Of the state that is shown. */
  controls(): ConsoleControls;
  described: Described;
  /** Told when the data of the state may be another. */
  changed(): void;
}

const MINUTE_IN_MS = 60_000;

/** The controls of the sandbox as buttons and fields. */
export function controlPanel({ controls, described, changed }: ControlPanelOptions): ControlPanel {
  const operation = byId<HTMLSelectElement>('next-operation');
  const status = byId<HTMLSelectElement>('next-status');
  const example = byId<HTMLSelectElement>('next-example');

  /** Does it, and says what came of it. */
  async function act(said: string, action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
      byId('wrong').textContent = '';
      await refresh();
      changed();
      say(said);
    } catch (error) {
      byId('wrong').textContent = error instanceof Error ? error.message : String(error);
    }
  }

  function onClick(id: string, said: string, action: () => Promise<unknown>): void {
    byId(id).addEventListener('click', () => void act(said, action));
  }

  function onSubmit(id: string, said: string, action: (field: (name: string) => string) => Promise<unknown>): void {
    const form = byId<HTMLFormElement>(id);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const data = new FormData(form);
      void act(said, () => action((name) => String(data.get(name) ?? '')));
    });
  }

  async function refresh(): Promise<void> {
    const { clock, next, faults, rateLimit } = controls();
    const [time, waiting, wrong, rate] = await Promise.all([clock(), next(), faults(), rateLimit()]);
    byId('clock-now').textContent = `${time.at}${time.frozen ? ', standing still' : ''}`;
    byId<HTMLInputElement>('clock-frozen').checked = time.frozen;
    byId('next-waiting').replaceChildren(...waitingLines(waiting));
    byId('faults-now').textContent = faultsInWords(wrong);
    byId<HTMLInputElement>('rate-limit').value = String(rate.rateLimit);
  }

  function offerStatuses(): void {
    const declared = described.operations[operation.value] ?? {};
    status.replaceChildren(...[...Object.keys(declared), 'cut'].map((one) => element('option', {}, one)));
    status.value = '429';
    offerExamples();
  }

  function offerExamples(): void {
    const names = described.operations[operation.value]?.[status.value] ?? [];
    example.replaceChildren(...names.map((one) => element('option', {}, one)));
    example.disabled = names.length === 0;
  }

  operation.append(...Object.keys(described.operations).map((id) => element('option', {}, id)));
  operation.value = 'createApiToken';
  operation.addEventListener('change', offerStatuses);
  status.addEventListener('change', offerExamples);
  offerStatuses();

  onClick('reset', 'The state is as at the beginning.', () => controls().reset());
  onClick('save', 'The state is saved.', async () => download(await controls().save()));
  byId<HTMLInputElement>('load').addEventListener('change', ({ target }) => {
    const input = target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file)
      void act(`The state is that of ${file.name}.`, async () => controls().restore(JSON.parse(await file.text())));
    input.value = '';
  });
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-minutes]')) {
    const minutes = Number(button.dataset.minutes);
    const advance = () => controls().advanceClock(minutes * MINUTE_IN_MS);
    button.addEventListener('click', () => void act('The clock is set.', advance));
  }
  byId('clock-frozen').addEventListener('change', ({ target }) => {
    const { checked: frozen } = target as HTMLInputElement;
    void act(frozen ? 'The clock stands still.' : 'The clock goes on.', () => controls().setClock({ frozen }));
  });
  onSubmit('clock-form', 'The clock is set.', (field) => controls().setClock({ at: `${field('at')}Z` }));
  onSubmit('next-form', 'The next answers are set.', async (field) => {
    const { next, setNext } = controls();
    const id = field('operation');
    const before = (await next())[id] ?? [];
    const code = field('status');
    const wanted = field('example');
    const answer = { status: code === 'cut' ? code : Number(code), ...(wanted !== '' && { example: wanted }) } as const;
    await setNext({ [id]: [...before, { ...answer, times: Number(field('times')) }] });
  });
  onClick('next-clear', 'The next answers are as usual.', async () => {
    const { next, setNext } = controls();
    await setNext(Object.fromEntries(Object.keys(await next()).map((id) => [id, []])));
  });
  onSubmit('faults-form', 'The faults are set.', (field) => controls().setFaults(faultsOf(field)));
  onClick('faults-clear', 'Nothing goes wrong by chance.', () => controls().setFaults({}));
  onSubmit('rate-form', 'The rate limit is set.', (field) => controls().setRateLimit(Number(field('rateLimit'))));

  return { refresh };
}

function faultsOf(field: (name: string) => string): Faults {
  const share = (name: string) => Number(field(name)) / 100;
  const from = Number(field('from'));
  return {
    latency: { from, to: Math.max(from, Number(field('to'))) },
    errorShare: share('errorShare'),
    errorStatus: Number(field('errorStatus')),
    cutShare: share('cutShare'),
  };
}

function faultsInWords({ latency = 0, errorShare = 0, errorStatus = 500, cutShare = 0 }: Faults): string {
  const { from, to } = typeof latency === 'number' ? { from: latency, to: latency } : latency;
  const parts = [
    to > 0 && (from === to ? `${to} ms later` : `${from} to ${to} ms later`),
    errorShare > 0 && `${percent(errorShare)} are ${errorStatus}`,
    cutShare > 0 && `${percent(cutShare)} are cut`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(', ') : 'nothing';
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

function waitingLines(waiting: Waiting): HTMLElement[] {
  const lines = Object.entries(waiting).flatMap(([operation, answers]) =>
    answers.map(({ status, example, times = 1 }) => {
      return element('li', {}, `${operation}: ${times} × ${status}${example === undefined ? '' : ` ${example}`}`);
    }),
  );
  return lines.length > 0 ? lines : [element('li', {}, 'as usual')];
}

function download(saved: object): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(saved, null, 2)], { type: 'application/json' }));
  element('a', { href: url, download: 'sandbox-state.json' }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
