import { type FieldPath, fields } from '../../../generated/fields.ts';
import { asShown, both, type TokenPolicy, tokenPolicy } from '../policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { AuditRecord, Page, Repositories, Store, TokenChange, TokenView } from '../ports/store.ts';
import type { Vault } from '../ports/vault.ts';
import { areOfRevision, type EntityTags } from '../preconditions.ts';
import type { Principal } from '../principal.ts';
import { ProblemError, rejectIfAny } from '../problems.ts';
import { type ListQuery, parseStreamQuery } from '../query/list-query.ts';
import type { Selected } from '../selected.ts';
import type { StreamFormat } from '../stream/format.ts';
import { represented } from '../stream/records.ts';
import { DEFAULT_STREAM_LIMIT, openStream, type StreamOf } from '../stream/stream.ts';
import { changed, type TokenUpdate, type Transition, transitioned } from './change.ts';
import { type Creation, type CreationOptions, TokenCreation, type TokenDraft } from './creation.ts';
import { randomIds } from './id.ts';
import { eventOf, stillThere, visible } from './lookup.ts';
import {
  representToken,
  representWhole,
  type TokenRepresentation,
  type WholeRepresentation,
} from './representation.ts';
import { invalidTexts } from './text.ts';

/** What a list of tokens is asked for. */
export interface TokenQuery extends Pick<ListQuery<FieldPath<'apiTokens'>>, 'paging' | 'filter' | 'order'> {
  /** Aborted when nobody waits for it any more. */
  signal?: AbortSignal | undefined;
}

type ListedToken = Omit<WholeRepresentation, 'token'> & { token?: string };

export interface TokenServiceOptions
  extends Pick<CreationOptions, 'store' | 'vault'>,
    Partial<Omit<CreationOptions, 'store' | 'vault'>> {
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
  readonly #clock: Clock;
  readonly #streamLimit: number;
  readonly #creation: TokenCreation;
  readonly #onSealed: (error: unknown, tokenId: string) => void;

  constructor(options: TokenServiceOptions) {
    const { store, vault, ids = randomIds, clock = Date.now, tokensPerAccount = 0 } = options;
    const { streamLimit = DEFAULT_STREAM_LIMIT, onSealed = () => {} } = options;
    this.#store = store;
    this.#vault = vault;
    this.#clock = clock;
    this.#creation = new TokenCreation({ store, vault, ids, clock, tokensPerAccount });
    this.#streamLimit = streamLimit;
    this.#onSealed = onSealed;
  }

  /** As `TokenCreation.create` says. */
  create(principal: Principal, draft: TokenDraft, key?: string): Promise<Creation> {
    return this.#creation.create(principal, draft, key);
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

  /** @param ifMatch The tags of which one has to be that of the token; otherwise it is 412. Likewise below. */
  async update(
    principal: Principal,
    id: string,
    update: TokenUpdate,
    ifMatch?: EntityTags,
  ): Promise<TokenRepresentation> {
    rejectIfAny(invalidTexts(update));
    return this.#change(principal, id, {
      ifMatch,
      change: (token, repositories) => changed(token, update, repositories),
      answer: (token) => this.#represent(token),
    });
  }

  async transition(
    principal: Principal,
    id: string,
    transition: Transition,
    ifMatch?: EntityTags,
  ): Promise<TokenRepresentation> {
    return this.#change(principal, id, {
      ifMatch,
      change: async (token, _, event) => transitioned(token, transition, event),
      answer: (token) => this.#represent(token),
    });
  }

  async delete(principal: Principal, id: string, ifMatch?: EntityTags): Promise<void> {
    await this.#change(principal, id, {
      ifMatch,
      change: async (token, _, event) => transitioned(token, 'delete', event),
      answer: () => {},
    });
  }

  /**
   * Changes a token in one transaction, so that of two changes at once each sees what the other did, and comes later. The
   * answer is made before the change is committed: what cannot be answered has not happened.
   */
  async #change<T>(principal: Principal, id: string, { ifMatch, change, answer }: Change<T>): Promise<T> {
    tokenPolicy(principal);
    return this.#store.transaction(async (repositories) => {
      const caller = await stillThere(principal, repositories);
      const token = await visible(id, tokenPolicy(caller), repositories);
      if (ifMatch && !areOfRevision(ifMatch, token.revision)) throw new ProblemError(412);
      const updated = eventOf(caller, Math.max(this.#clock(), token.audit.updated.at));
      const changes = await change(token, repositories, updated);
      if (!changes) return answer(token);
      const audit = { ...changes.audit, updated };
      await repositories.tokens.update(id, { ...changes, audit, revision: token.revision + 1 });
      return answer(await visible(id, undefined, repositories));
    });
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
  ifMatch: EntityTags | undefined;
  /** What it writes, if anything; the event is the one it is written under. */
  change(token: TokenView, repositories: Repositories, event: Required<AuditRecord>): Promise<TokenChange | undefined>;
  answer(token: TokenView): T;
}
