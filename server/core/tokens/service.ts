import { type FieldPath, fields } from '../../../generated/fields.ts';
import type { components } from '../../../generated/schema.ts';
import { type AtOnce, andThen } from '../at-once.ts';
import { asShown, both, type TokenPolicy, tokenPolicy } from '../policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { AuditRecord, Repositories, Store, TokenChange, TokenSummary, TokenView } from '../ports/store.ts';
import type { Vault } from '../ports/vault.ts';
import { areOfRevision, type EntityTags } from '../preconditions.ts';
import type { Principal } from '../principal.ts';
import { ProblemError, rejectIfAny } from '../problems.ts';
import { type ListQuery, parseStreamQuery } from '../query/list-query.ts';
import type { Selection } from '../query/select.ts';
import { metaOf, representList, representSelected, type Selected } from '../selected.ts';
import type { StreamFormat } from '../stream/format.ts';
import { represented } from '../stream/records.ts';
import { DEFAULT_STREAM_LIMIT, openStream, type StreamOf } from '../stream/stream.ts';
import { changed, type TokenUpdate, type Transition, transitioned } from './change.ts';
import { type Creation, type CreationOptions, TokenCreation, type TokenDraft } from './creation.ts';
import { randomIds } from './id.ts';
import { eventOf, seen, stillThere, visible } from './lookup.ts';
import {
  OMITTED,
  representToken,
  representWhole,
  type TokenRepresentation,
  type WholeRepresentation,
} from './representation.ts';
import { invalidTexts } from './text.ts';
import { changeEntry } from './trail.ts';

/** What a list of tokens is asked for. */
export interface TokenQuery extends ListQuery<FieldPath<'apiTokens'>> {
  /** Aborted when nobody waits for it any more. */
  signal?: AbortSignal | undefined;
}

type ListedToken = Omit<WholeRepresentation, 'token'> & { token?: string };

/** What is shown of a token, and of which revision. */
export interface ShownToken {
  revision: number;
  body: components['schemas']['ApiTokenSelection'];
}

/** A page of a list. */
export interface ShownList {
  $meta: components['schemas']['ListMeta'];
  data: components['schemas']['ApiTokenSelection'][];
}

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
 * The rules of tokens; methods answer with what is shown by default, or with what `select` chooses, where it may. Each throws
 * ProblemError: 403 without a module for it, 404 where the token does not exist for the caller, 400 for what the body refers to and for what the token's status
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

  /** A credential that is not shown is not opened. */
  get(principal: Principal, id: string, select: Selection): AtOnce<ShownToken> {
    const policy = tokenPolicy(principal);
    if (!select.isDefault) return this.#getSelected(id, policy, select);
    return andThen(this.#store.tokens.findSummary(id), (found) => {
      const token = seen(found, policy);
      return { revision: token.revision, body: { ...this.#represent(token), $meta: { omitted: OMITTED } } };
    });
  }

  async #getSelected(id: string, policy: TokenPolicy, select: Selection): Promise<ShownToken> {
    const token = await visible(id, policy, this.#store);
    const credential = select.includes('token') ? this.#open(token) : NOT_SHOWN;
    const whole = representWhole(token, credential, policy.showsModules);
    return { revision: token.revision, body: representSelected(whole, select) };
  }

  /** A token whose credential does not open is listed without it. */
  async list(principal: Principal, query: TokenQuery): Promise<ShownList> {
    const { paging, filter, order, signal, select } = query;
    const policy = tokenPolicy(principal);
    const { tokens } = this.#store;
    const request = { ...paging, order, signal, filter: both(policy.visible, asShown(filter, policy)) };
    const digests = (credential: string) => this.#vault.digests(credential);
    if (select.isDefault) {
      const { items, total } = await tokens.listSummaries(request, digests);
      const data = items.map((token) => this.#listed(token, true, representToken));
      return { $meta: metaOf({ total, paging, omitted: OMITTED }), data };
    }
    const { items, total } = await tokens.list(request, digests);
    const listed = items.map((token) => this.#listedWhole(token, policy, select));
    return representList({ items: listed, total }, query);
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
    return openStream({
      principal,
      mediaType,
      query,
      most: this.#streamLimit,
      store: this.#store,
      open: async (limit) => {
        const asked = { order, limit, signal, filter: both(policy.visible, asShown(filter, policy)) };
        const snapshot = await this.#store.tokens.snapshot(asked, (credential) => this.#vault.digests(credential));
        return represented(snapshot, (token) => this.#listedWhole(token, policy, select));
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
      await repositories.trail.append(changeEntry(token, changes, { principal, at: updated.at }));
      await repositories.tokens.update(id, { ...changes, audit, revision: token.revision + 1 });
      return answer(await visible(id, undefined, repositories));
    });
  }

  #listedWhole(token: TokenView, { showsModules }: TokenPolicy, select: Selection): ListedToken {
    const represent = (whole: TokenView, credential: string) => representWhole(whole, credential, showsModules);
    return this.#listed(token, select.includes('token'), represent);
  }

  #listed<T extends TokenSummary, R extends { token: string }>(
    token: T,
    shows: boolean,
    represent: (token: T, credential: string) => R,
  ): R | Omit<R, 'token'> {
    try {
      return represent(token, shows ? this.#open(token) : NOT_SHOWN);
    } catch (error) {
      this.#onSealed(error, token.id);
      const { token: _, ...rest } = represent(token, NOT_SHOWN);
      return rest;
    }
  }

  #represent(token: TokenSummary): TokenRepresentation {
    return representToken(token, this.#open(token));
  }

  #open({ id, credential }: TokenSummary): string {
    return this.#vault.open(id, credential);
  }
}

interface Change<T> {
  ifMatch: EntityTags | undefined;
  /** What it writes, if anything; the event is the one it is written under. */
  change(token: TokenView, repositories: Repositories, event: Required<AuditRecord>): Promise<TokenChange | undefined>;
  answer(token: TokenView): T;
}
