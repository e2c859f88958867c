import { type FieldPath, fields } from '../../../generated/fields.ts';
import type { components } from '../../../generated/schema.ts';
import { asShown, both, type TokenPolicy, tokenPolicy } from '../policy.ts';
import type { Clock, Instant } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { AccountRecord, AuditRecord, Page, Repositories, Store, TokenChange, TokenView } from '../ports/store.ts';
import type { Vault } from '../ports/vault.ts';
import type { Principal } from '../principal.ts';
import { invalid, rejectIfAny, type Violation } from '../problems.ts';
import { type ListQuery, parseStreamQuery } from '../query/list-query.ts';
import type { Selected } from '../selected.ts';
import type { StreamFormat } from '../stream/format.ts';
import { represented } from '../stream/records.ts';
import { DEFAULT_STREAM_LIMIT, openStream, type StreamOf } from '../stream/stream.ts';
import { changed, type TokenUpdate, type Transition, transitioned } from './change.ts';
import { randomIds } from './id.ts';
import { insertToken } from './insert.ts';
import { eventOf, owner, stillThere, visible } from './lookup.ts';
import { assignableModules } from './modules.ts';
import {
  type CreatedRepresentation,
  representApiEvent,
  representToken,
  representWhole,
  type TokenRepresentation,
  type WholeRepresentation,
} from './representation.ts';
import { invalidTexts } from './text.ts';

export type TokenDraft = components['schemas']['ApiTokenCreate'];

/** What a list of tokens is asked for. */
export interface TokenQuery extends Pick<ListQuery<FieldPath<'apiTokens'>>, 'paging' | 'filter' | 'order'> {
  /** Aborted when nobody waits for it any more. */
  signal?: AbortSignal | undefined;
}

type ListedToken = Omit<WholeRepresentation, 'token'> & { token?: string };

export interface TokenServiceOptions {
  store: Store;
  vault: Vault;
  ids?: Ids;
  clock?: Clock;
  /** How many tokens that are not deleted an account may have; 0 is no limit. */
  tokensPerAccount?: number;
  /** The most records of a stream. */
  streamLimit?: number;
  /** Told of a token in a list whose credential does not open. */
  onSealed?(error: unknown, tokenId: string): void;
}

/** In place of a credential that is not shown. */
const NOT_SHOWN = '';

/**
 * The rules of tokens; methods answer with all fields, and where `select` may choose also with all that is referred to. Each throws ProblemError: 403 without a module for it,
 * 404 where the token does not exist for the caller, 400 for what the body refers to and for what the token's status
 * does not allow. What changes something asks again, inside its transaction, who is calling: 401 where that has changed
 * since the request came [auth.revoked-at-once].
 */
export class TokenService {
  readonly #store: Store;
  readonly #vault: Vault;
  readonly #ids: Ids;
  readonly #clock: Clock;
  readonly #tokensPerAccount: number;
  readonly #streamLimit: number;
  readonly #onSealed: (error: unknown, tokenId: string) => void;

  constructor(options: TokenServiceOptions) {
    const { store, vault, ids = randomIds, clock = Date.now, tokensPerAccount = 0 } = options;
    const { streamLimit = DEFAULT_STREAM_LIMIT, onSealed = () => {} } = options;
    this.#store = store;
    this.#vault = vault;
    this.#ids = ids;
    this.#clock = clock;
    this.#tokensPerAccount = tokensPerAccount;
    this.#streamLimit = streamLimit;
    this.#onSealed = onSealed;
  }

  async create(principal: Principal, draft: TokenDraft): Promise<CreatedRepresentation> {
    rejectIfAny(invalidTexts(draft));
    tokenPolicy(principal);
    return this.#store.transaction(async (repositories) => {
      const caller = await stillThere(principal, repositories);
      const account = await owner(caller, tokenPolicy(caller), draft, repositories);
      const violations: Violation[] = [];
      const moduleIds = await assignableModules(draft.modules ?? [], account, repositories, violations);
      rejectIfAny(violations);
      await this.#requireRoom(account, repositories);
      const event = eventOf(caller, await this.#creationTime(repositories));
      const token = { draft, accountId: account.id, moduleIds, event };
      const created = await insertToken(repositories, this.#vault, token, this.#ids);
      const audited = representApiEvent(event);
      return { ...this.#represent(created), audit: { created: audited, updated: audited } };
    });
  }

  /** @param shows Whether the credential is shown: one that is not, is not opened. */
  async get(principal: Principal, id: string, shows = true): Promise<WholeRepresentation> {
    const policy = tokenPolicy(principal);
    const token = await visible(id, policy, this.#store);
    return representWhole(token, shows ? this.#open(token) : NOT_SHOWN, policy.showsModules);
  }

  /** A token whose credential does not open is listed without it. */
  async list(principal: Principal, query: TokenQuery, shows = true): Promise<Page<ListedToken>> {
    const { paging, filter, order, signal } = query;
    const policy = tokenPolicy(principal);
    const { items, total } = await this.#store.tokens.list(
      { ...paging, order, signal, filter: both(policy.visible, asShown(filter, policy)) },
      (credential) => this.#vault.digests(credential),
    );
    return { items: items.map((token) => this.#listed(token, policy, shows)), total };
  }

  /**
   * The list as a stream.
   * @param rawQuery As it was sent, without `?`.
   * @param signal Aborted when nobody waits for its beginning any more.
   */
  async stream(
    principal: Principal,
    mediaType: StreamFormat,
    rawQuery: string,
    signal?: AbortSignal,
  ): Promise<StreamOf<Selected<ListedToken>>> {
    const query = parseStreamQuery(rawQuery, fields.apiTokens);
    const { filter, order, select } = query;
    const policy = tokenPolicy(principal);
    const shows = select.includes('token');
    return openStream({
      principal,
      mediaType,
      query,
      most: this.#streamLimit,
      store: this.#store,
      open: async (limit) => {
        const asked = { order, limit, signal, filter: both(policy.visible, asShown(filter, policy)) };
        const snapshot = await this.#store.tokens.snapshot(asked, (credential) => this.#vault.digests(credential));
        return represented(snapshot, (token) => this.#listed(token, policy, shows));
      },
    });
  }

  async update(principal: Principal, id: string, update: TokenUpdate): Promise<TokenRepresentation> {
    rejectIfAny(invalidTexts(update));
    return this.#change(principal, id, {
      change: (token, repositories) => changed(token, update, repositories),
      answer: (token) => this.#represent(token),
    });
  }

  async transition(principal: Principal, id: string, transition: Transition): Promise<TokenRepresentation> {
    return this.#change(principal, id, {
      change: async (token, _, event) => transitioned(token, transition, event),
      answer: (token) => this.#represent(token),
    });
  }

  async delete(principal: Principal, id: string): Promise<void> {
    await this.#change(principal, id, {
      change: async (token, _, event) => transitioned(token, 'delete', event),
      answer: () => {},
    });
  }

  /**
   * Changes a token in one transaction, so that of two changes at once each sees what the other did, and comes later. The
   * answer is made before the change is committed: what cannot be answered has not happened.
   */
  async #change<T>(principal: Principal, id: string, { change, answer }: Change<T>): Promise<T> {
    tokenPolicy(principal);
    return this.#store.transaction(async (repositories) => {
      const caller = await stillThere(principal, repositories);
      const token = await visible(id, tokenPolicy(caller), repositories);
      const updated = eventOf(caller, Math.max(this.#clock(), token.audit.updated.at));
      const changes = await change(token, repositories, updated);
      if (!changes) return answer(token);
      const audit = { ...changes.audit, updated };
      await repositories.tokens.update(id, { ...changes, audit, revision: token.revision + 1 });
      return answer(await visible(id, undefined, repositories));
    });
  }

  async #requireRoom({ id }: Pick<AccountRecord, 'id'>, { tokens }: Repositories): Promise<void> {
    const most = this.#tokensPerAccount;
    if (most === 0 || (await tokens.countOf(id)) < most) return;
    const message = `must have fewer than ${most} tokens that are not deleted`;
    throw invalid([{ field: 'account', code: 'account.full', message }]);
  }

  /** Later than every other, so that the default order appends: a walk repeats nothing [list.walk]. */
  async #creationTime({ tokens }: Repositories): Promise<Instant> {
    const latest = await tokens.latestCreation();
    return latest === undefined ? this.#clock() : Math.max(this.#clock(), latest + 1);
  }

  #listed(token: TokenView, { showsModules }: TokenPolicy, shows: boolean): ListedToken {
    try {
      return representWhole(token, shows ? this.#open(token) : NOT_SHOWN, showsModules);
    } catch (error) {
      this.#onSealed(error, token.id);
      const { token: _, ...rest } = representWhole(token, NOT_SHOWN, showsModules);
      return rest;
    }
  }

  #represent(token: TokenView): TokenRepresentation {
    return representToken(token, this.#open(token));
  }

  #open({ id, credential }: TokenView): string {
    return this.#vault.open(id, credential);
  }
}

interface Change<T> {
  /** What it writes, if anything; the event is the one it is written under. */
  change(token: TokenView, repositories: Repositories, event: Required<AuditRecord>): Promise<TokenChange | undefined>;
  answer(token: TokenView): T;
}
