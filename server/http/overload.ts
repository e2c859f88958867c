import { ProblemError } from '../core/problems.ts';
import { contextOf } from './context.ts';
import type { LoopDelay } from './loop-delay.ts';
import type { OverListener } from './over.ts';
import type { Step } from './step.ts';

/** Of all places, those that one account may have: whoever fills them keeps nobody else from being answered. */
const ACCOUNT_SHARE = 4;
/** With so few connections it is the machine that is slow, and nothing is won by refusing them. */
const FEW_CONNECTIONS = 64;
const RETRY_SECONDS = 1;
/** The part of what comes that is refused at most while the event loop is late. */
const MOST_REFUSED = 0.9;
const TELL_EVERY_MS = 10_000;

export interface OverloadOptions {
  /** How many requests may be under way at once; 0 is no limit. */
  requestsAtOnce: number;
  /** Milliseconds that the event loop may be late, where many are connected; 0 is no limit. */
  maxLoopDelay: number;
  loop: Pick<LoopDelay, 'milliseconds'>;
  /** How many connections are open. */
  connections(): number;
  /** Told that requests are being refused: at once, and then every ten seconds while it goes on. */
  tell?(load: Load): void;
  /** From 0 to 1, at random unless given. */
  chance?: () => number;
}

/** A request that was refused unread: nothing that an operator has to be told of each time. */
export class Overloaded extends ProblemError {}

/** What a server has to do just now. */
export interface Load {
  /** Requests that are not answered whole. */
  underWay: number;
  /** Requests that were refused for overload since the start. */
  shed: number;
}

/** One for all: where there is too much to do, none is made for each. */
const refusal = new Overloaded(503, {
  detail: 'The server has more to do than it can. The request was not carried out; try again later.',
  headers: { 'Retry-After': String(RETRY_SECONDS) },
});

/**
 * Refuses what comes while there is more to do than can be done in time, so that what was taken is answered
 * [errors.overload].
 */
export class Overload {
  readonly #options: OverloadOptions;
  readonly #ofAccounts = new Map<string, number>();
  #underWay = 0;
  #shed = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(options: OverloadOptions) {
    this.#options = options;
  }

  get load(): Load {
    return { underWay: this.#underWay, shed: this.#shed };
  }

  /** Takes a place for a request, before anything is known of it. */
  readonly requirePlace: Step = (_request, response) => {
    const { requestsAtOnce } = this.#options;
    if ((requestsAtOnce > 0 && this.#underWay >= requestsAtOnce) || this.#isLate()) this.#refuse();
    this.#underWay += 1;
    contextOf(response).hasPlace = true;
    return undefined;
  };

  /** Takes one of the places that the caller's account has. */
  readonly requireShare: Step = (_request, response) => {
    const { requestsAtOnce } = this.#options;
    const context = contextOf(response);
    const { principal } = context;
    // Of who has left nothing more is told.
    if (!principal || requestsAtOnce === 0 || response.destroyed) return undefined;
    const { id } = principal.account;
    const taken = this.#ofAccounts.get(id) ?? 0;
    if (taken >= Math.max(1, requestsAtOnce / ACCOUNT_SHARE)) this.#refuse();
    this.#ofAccounts.set(id, taken + 1);
    context.placeOf = id;
    return undefined;
  };

  /** Gives back what a request has taken. */
  readonly giveBack: OverListener = (response) => {
    const { hasPlace, placeOf } = contextOf(response);
    if (hasPlace) this.#underWay -= 1;
    if (placeOf === undefined) return;
    const left = (this.#ofAccounts.get(placeOf) ?? 1) - 1;
    if (left === 0) this.#ofAccounts.delete(placeOf);
    else this.#ofAccounts.set(placeOf, left);
  };

  /** The later the event loop is, the more are refused; but never all, or a server busy with refusing would go on with that. */
  #isLate(): boolean {
    const { maxLoopDelay, loop, connections, chance = Math.random } = this.#options;
    const over = loop.milliseconds - maxLoopDelay;
    if (maxLoopDelay === 0 || over <= 0 || connections() <= FEW_CONNECTIONS) return false;
    return chance() < Math.min(MOST_REFUSED, over / maxLoopDelay);
  }

  #refuse(): never {
    this.#shed += 1;
    const now = performance.now();
    if (now - this.#toldAt > TELL_EVERY_MS) {
      this.#toldAt = now;
      this.#options.tell?.(this.load);
    }
    throw refusal;
  }
}
