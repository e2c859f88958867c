import type pg from 'pg';
import { StoreUnavailable } from '../../core/ports/store-unavailable.ts';
import type { Availability } from '../availability.ts';
import { isAnswer, unavailable, unreachable } from './failure.ts';
import { type HostState, Probe } from './probe.ts';
import { Silence } from './silence.ts';
import { Stay } from './stay.ts';
import { type Attributes, placeOf, type Target, targetOf } from './url.ts';

/** With the head start and the time of a probe, what is silent is known to be so within a second. */
const SUSPECT_AFTER_MS = 200;
/** In which the connection that is there says by itself that all is well. */
const HEAD_START_MS = 100;
const PROBE_MS = 700;
/** Between two looks for a host, as long as there is none. */
const PAUSE_MS = 500;

type Found = { url: string; probe: Probe; state: HostState };
type Trial = Found | { url: string; error: unknown };

const SUITS: Record<Attributes, (state: HostState) => boolean> = {
  'read-write': ({ isReadOnly }) => !isReadOnly,
  primary: ({ isStandby }) => !isStandby,
  any: () => true,
};

/**
 * Where a database is: which of its hosts is the one, and whether any is. It is known before anybody asks; whoever asks
 * in vain has another look taken, of which the others hear.
 */
export class Hosts {
  readonly silence = new Silence(SUSPECT_AFTER_MS, () => this.suspect());
  readonly #target: Target;
  readonly #place: string;
  readonly #config: pg.ClientConfig;
  readonly #availability: Availability;
  readonly #probeWithin: number;
  #stay: Stay | undefined;
  #failure: StoreUnavailable | undefined;
  #looking: Promise<void> | undefined;
  #again: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** @param config For each connection, but for where it leads. */
  constructor(url: string, config: pg.ClientConfig, availability: Availability) {
    this.#target = targetOf(url);
    this.#place = placeOf(url);
    this.#config = config;
    this.#availability = availability;
    this.#probeWithin = this.#target.connectWithin ?? PROBE_MS;
  }

  /** The host that is the one. Where none is known to be, nobody waits. @throws StoreUnavailable */
  async current(): Promise<Stay> {
    if (!this.#stay && !this.#failure) await this.#look();
    if (this.#stay) return this.#stay;
    throw this.#failure ?? new Error('The database is closed.');
  }

  /** It may be gone, or be somewhere else. */
  suspect(): void {
    if (this.#stay) void this.#look();
  }

  /** Looks no more, and keeps no process. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#again);
    this.#stay?.leave();
  }

  #look(): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    this.#looking ??= this.#lookOnce().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #lookOnce(): Promise<void> {
    const stay = this.#stay;
    const answers = this.silence.answers;
    if (stay && (await this.#goesOn(stay, HEAD_START_MS))) return;
    // The one where it was comes first: nobody moves as long as it is right.
    const urls = this.#target.urls.toSorted((a, b) => Number(b === stay?.url) - Number(a === stay?.url));
    const trials = urls.map((url) => this.#try(url));
    const first = stay && (await trials[0]);
    const goesOn = stay && first && (await this.#goesOnAfter(stay, first, answers));
    const chosen = goesOn ? undefined : await this.#firstGood(trials);
    for (const trial of trials) {
      void trial.then(
        (one) => 'probe' in one && ![chosen?.probe, stay?.probe].includes(one.probe) && one.probe.close(),
      );
    }
    if (this.#isClosed) chosen?.probe.close();
    else if (chosen) this.#moveTo(chosen);
    else if (!goesOn) this.#lose(await Promise.all(trials));
  }

  async #try(url: string): Promise<Trial> {
    const config = { ...this.#config, connectionString: url };
    try {
      const isStandbyAsked = this.#target.attributes === 'primary';
      return { url, ...(await Probe.open(config, isStandbyAsked, this.#probeWithin)) };
    } catch (error) {
      return { url, error };
    }
  }

  #suits(state: HostState): boolean {
    return SUITS[this.#target.attributes](state);
  }

  async #firstGood(trials: readonly Promise<Trial>[]): Promise<Found | undefined> {
    for (const trial of trials) {
      const one = await trial;
      if ('probe' in one && this.#suits(one.state)) return one;
    }
    return undefined;
  }

  /** Whether a host says so itself, on the connection for that. */
  async #goesOn({ probe }: Stay, milliseconds: number): Promise<boolean> {
    if (!probe.isOpen) return false;
    try {
      if (!this.#suits(await probe.ask(milliseconds))) return false;
      this.silence.heard();
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Whether a host goes on that has been asked on a new connection as well.
   * @param answers How much had been answered before.
   */
  async #goesOnAfter(stay: Stay, trial: Trial, answers: number): Promise<boolean> {
    if ('error' in trial) return isAnswer(trial.error) || this.silence.answers > answers;
    if (!this.#suits(trial.state)) return false;
    // Where new connections are answered and the old ones are not, those lead to what is there no more.
    if (stay.probe.isOpen) return this.#goesOn(stay, this.#probeWithin);
    stay.probe = trial.probe;
    this.silence.heard();
    return true;
  }

  #moveTo({ url, probe, state }: Found): void {
    const before = this.#stay;
    this.#stay = new Stay(url, { ...this.#config, connectionString: url }, probe);
    this.#failure = undefined;
    before?.end(unavailable('gone', this.#place, 'it has moved'));
    if (!state.isReadOnly) this.#availability.works();
  }

  #lose(trials: readonly Trial[]): void {
    const failure = this.#failureOf(trials);
    this.#availability.failed(failure);
    this.#failure = failure;
    this.#stay?.end(failure);
    this.#stay = undefined;
    this.#again = setTimeout(() => void this.#look(), PAUSE_MS).unref();
  }

  #failureOf(trials: readonly Trial[]): StoreUnavailable {
    const failures = trials.map((trial) =>
      'error' in trial
        ? unreachable(trial.error, placeOf(trial.url))
        : unavailable('read-only', placeOf(trial.url), `target_session_attrs is ${this.#target.attributes}`),
    );
    const [first] = failures;
    if (first && failures.length === 1) return first;
    const { reason } = failures.find((one) => one.reason === 'read-only') ?? first ?? { reason: 'gone' };
    return new StoreUnavailable(
      reason,
      `No host of the database at ${this.#place} can be used. ${failures.map(({ message }) => message).join(' ')}`,
      { cause: new AggregateError(failures) },
    );
  }
}
