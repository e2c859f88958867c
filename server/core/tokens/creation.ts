import type { components } from '../../../generated/schema.ts';
import { tokenPolicy } from '../policy.ts';
import type { Clock, Instant } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { AccountRecord, Repositories, Store } from '../ports/store.ts';
import type { Vault } from '../ports/vault.ts';
import type { Principal } from '../principal.ts';
import { invalid, ProblemError, rejectIfAny, type Violation } from '../problems.ts';
import { asAnswered, asKept, type CreationKey, creationKey, DAY_IN_MS, isKept, RunningKeys } from './creation-key.ts';
import { insertToken } from './insert.ts';
import { eventOf, owner, ownerId, stillThere, visible } from './lookup.ts';
import { assignableModules, distinctIds } from './modules.ts';
import { type CreatedRepresentation, representApiEvent, representToken } from './representation.ts';
import { invalidTexts } from './text.ts';
import { creationEntry } from './trail.ts';

export type TokenDraft = components['schemas']['ApiTokenCreate'];

export interface CreationOptions {
  store: Store;
  vault: Vault;
  ids: Ids;
  clock: Clock;
  /** How many tokens that are not deleted an account may have; 0 is no limit. */
  tokensPerAccount: number;
}

/** What a creation answers. */
export interface Creation {
  token: CreatedRepresentation;
  /** The token was created by an earlier request with the same key. */
  isReplayed: boolean;
}

/** Most keys that are removed with a creation: more than one, so that those of a busy day go too. */
const MOST_REMOVED = 16;

/** How tokens come to be. */
export class TokenCreation {
  readonly #options: CreationOptions;
  readonly #running = new RunningKeys();

  constructor(options: CreationOptions) {
    this.#options = options;
  }

  /**
   * @param key An `Idempotency-Key`. With one that the account has sent before, it answers as it did then; it throws ProblemError
   * 422 where that was for another body, and 409 while it is under way.
   */
  async create(principal: Principal, draft: TokenDraft, key?: string): Promise<Creation> {
    rejectIfAny(invalidTexts(draft));
    tokenPolicy(principal);
    if (key === undefined) return this.#create(principal, draft);
    const keyed = await creationKey(principal, draft, key);
    return this.#running.alone(keyed, () => this.#create(principal, draft, keyed));
  }

  /** The token and its key are written in one transaction: both or neither [idempotency.lasting]. */
  async #create(principal: Principal, draft: TokenDraft, keyed?: CreationKey): Promise<Creation> {
    const { store, vault, ids } = this.#options;
    const work = async (repositories: Repositories): Promise<Creation> => {
      const caller = await stillThere(principal, repositories);
      const policy = tokenPolicy(caller);
      const accountId = ownerId(caller, policy, draft);
      const earlier = keyed && (await this.#earlier(keyed, repositories));
      const account = await owner(accountId, caller, policy, repositories);
      if (earlier) return { token: await earlier(), isReplayed: true };
      const violations: Violation[] = [];
      const modules = await assignableModules(draft.modules ?? [], account, repositories, violations);
      rejectIfAny(violations);
      await this.#requireRoom(account, repositories);
      const event = eventOf(caller, await this.#creationTime(repositories));
      const asked = { draft, accountId: account.id, moduleIds: modules.map(({ id }) => id), event };
      const { token: created, credential } = await insertToken(repositories, vault, asked, ids);
      await repositories.trail.append(creationEntry(created, { principal, at: event.at }));
      const audited = representApiEvent(event);
      const { href, ...shown } = representToken({ ...created, account, modules }, credential);
      const answer = { ...shown, audit: { created: audited, updated: audited }, href };
      await this.#keep(answer, keyed, repositories);
      return { token: answer, isReplayed: false };
    };
    return store.transaction(work, (repositories) => this.#ahead(repositories, principal, draft, keyed));
  }

  /** What a creation asks of the store, as far as it gets. */
  #ahead(repositories: Repositories, principal: Principal, draft: TokenDraft, keyed?: CreationKey): Promise<unknown>[] {
    const { tokens, accounts, modules, keyedCreations } = repositories;
    const accountId = draft.account?.id ?? principal.account.id;
    return [
      tokens.identity(principal.token.id),
      accounts.find(accountId),
      accounts.moduleIds(accountId),
      modules.findAll(distinctIds(draft.modules)),
      tokens.latestCreation(),
      ...(keyed ? [keyedCreations.find(keyed.accountId, keyed.key)] : []),
      ...(this.#options.tokensPerAccount > 0 ? [tokens.countOf(accountId)] : []),
    ];
  }

  /** What answers an earlier creation with the same key again, if there was one. @throws ProblemError 422 for another body. */
  async #earlier(
    { accountId, key, body }: CreationKey,
    { keyedCreations, tokens }: Repositories,
  ): Promise<(() => Promise<CreatedRepresentation>) | undefined> {
    const kept = await keyedCreations.find(accountId, key);
    if (!kept || !isKept(kept, this.#options.clock())) return undefined;
    if (kept.body !== body) throw new ProblemError(422);
    return async () => {
      const { id, credential } = await visible(kept.tokenId, undefined, { tokens });
      return asAnswered(kept, this.#options.vault.open(id, credential));
    };
  }

  /** Keeps the answer to a key, where there is one, and removes some that are too old [idempotency.day]. */
  async #keep(answer: CreatedRepresentation, keyed: CreationKey | undefined, { keyedCreations }: Repositories) {
    const at = this.#options.clock();
    await keyedCreations.removeUntil(at - DAY_IN_MS, MOST_REMOVED);
    if (keyed) await keyedCreations.put({ ...keyed, tokenId: answer.id, answer: asKept(answer), at });
  }

  async #requireRoom({ id }: Pick<AccountRecord, 'id'>, { tokens }: Repositories): Promise<void> {
    const most = this.#options.tokensPerAccount;
    if (most === 0 || (await tokens.countOf(id)) < most) return;
    const message = `must have fewer than ${most} tokens that are not deleted`;
    throw invalid([{ field: 'account', code: 'account.full', message }]);
  }

  /** Later than every other, so that the default order appends: a walk repeats nothing [list.walk]. */
  async #creationTime({ tokens }: Repositories): Promise<Instant> {
    const latest = await tokens.latestCreation();
    return latest === undefined ? this.#options.clock() : Math.max(this.#options.clock(), latest + 1);
  }
}
