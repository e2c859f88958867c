import type { Outcome } from './answer-lost.ts';
import { sleep } from './clock.ts';
import { parametersOf } from './lists.ts';
import type { CallOptions } from './options.ts';
import { backOff, MOST_RETRIES } from './repeat.ts';
import { rql } from './rql.ts';
import type { Transport } from './transport.ts';
import type { ApiTokenCreate, Item } from './types.ts';

export interface Found {
  outcome: Outcome;
  token?: Item<'apiTokens'>;
}

/** A token that was asked for and may be looked for. */
export interface Search {
  /** It is known by its answer. */
  isFound(id: string | undefined): void;
  find(): Promise<Found>;
  end(): void;
}

/** How often it is looked for until it is taken to be nowhere: who lost the answer may be faster than the work. */
const LOOKS = 4;
/** How far the clocks of both sides may be apart where a page may not read that of the origin. */
const CLOCKS_MS = 300_000;
/** Ids of tokens that are known to be somebody's, the newest ones. */
const MOST_KNOWN = 1_000;

/** Looks for tokens whose answers were lost: of that name, account and creator, created since, and not known by another answer. */
export function lookFor({ secured, credential, backOffMs }: Transport) {
  const known = new Set<string>();
  const underWay: string[] = [];

  function isFound(id: string | undefined): void {
    if (id !== undefined) known.add(id);
    for (const oldest of known) {
      if (known.size <= MOST_KNOWN) return;
      known.delete(oldest);
    }
  }

  async function candidates({ name, account }: ApiTokenCreate, creator: string, began: number, options: CallOptions) {
    const query = parametersOf<'apiTokens'>({
      filter: rql.and(
        rql.eq('name', name),
        rql.eq('audit.created.by.id', creator),
        ...(account ? [rql.eq('account.id', account.id)] : []),
      ),
      select: '+audit',
      order: '-audit.created.at',
    });
    const { data, response } = await secured({ ...options, retries: MOST_RETRIES }).GET(
      '/public/v1/accounts/api-tokens',
      { params: { query } },
    );
    const date = Date.parse(response.headers.get('Date') ?? '');
    // The header is in whole seconds, cut off, and so is what is compared with it.
    const since = Number.isNaN(date) ? began - CLOCKS_MS : Math.floor((began + date - Date.now()) / 1000) * 1000;
    return ((data?.data ?? []) as Item<'apiTokens'>[]).filter(({ id, account: owner, audit }) => {
      const { at = '', of } = audit?.created ?? {};
      return (account || owner.id === of?.id) && !known.has(id) && Date.parse(at) >= since;
    });
  }

  async function find(
    body: ApiTokenCreate,
    creator: string | undefined,
    began: number,
    options: CallOptions,
  ): Promise<Found> {
    if (creator === undefined) return { outcome: 'unknown' };
    for (let looks = 1; ; looks++) {
      await sleep(backOff(looks, backOffMs), options.signal);
      // Nobody could tell their tokens apart.
      if (underWay.filter((name) => name === body.name).length > 1) return { outcome: 'unknown' };
      const [token, ...others] = await candidates(body, creator, began, options);
      if (others.length > 0) return { outcome: 'unknown' };
      if (token) {
        isFound(token.id);
        return { outcome: 'created', token };
      }
      if (looks >= LOOKS) return { outcome: 'not-created' };
    }
  }

  return {
    /** Before the token is asked for. */
    async begin(body: ApiTokenCreate, options: CallOptions): Promise<Search> {
      const creator = /^idt:([^:]+):/.exec(await credential())?.[1];
      const began = Date.now();
      underWay.push(body.name);
      return {
        isFound,
        find: () =>
          find(body, creator, began, options).catch((): Found => {
            options.signal?.throwIfAborted();
            return { outcome: 'unknown' };
          }),
        end: () => void underWay.splice(underWay.indexOf(body.name), 1),
      };
    },
  };
}
