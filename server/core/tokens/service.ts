import type { FieldPath } from '../../../generated/fields.ts';
import type { components } from '../../../generated/schema.ts';
import { both, type TokenPolicy, tokenPolicy } from '../policy.ts';
import type { Clock, Instant } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type {
  AccountRecord,
  AuditRecord,
  Page,
  ReferenceRecord,
  Repositories,
  Store,
  TokenChange,
  TokenView,
} from '../ports/store.ts';
import type { Vault } from '../ports/vault.ts';
import type { Principal } from '../principal.ts';
import { type FieldErrors, invalid, ProblemError, rejectIfAny } from '../problems.ts';
import type { ListQuery } from '../query/list-query.ts';
import { changed, type TokenUpdate, type Transition, transitioned } from './change.ts';
import { randomIds } from './id.ts';
import { insertToken } from './insert.ts';
import { assignableModules } from './modules.ts';
import {
  type CreatedRepresentation,
  representApiEvent,
  representToken,
  type TokenRepresentation,
} from './representation.ts';
import { unstorableText } from './text.ts';

export type TokenDraft = components['schemas']['ApiTokenCreate'];

/** What a list of tokens is asked for. */
export type TokenQuery = Pick<ListQuery<FieldPath<'apiTokens'>>, 'paging' | 'filter' | 'order'>;

export interface TokenServiceOptions {
  store: Store;
  vault: Vault;
  ids?: Ids;
  clock?: Clock;
}

/**
 * The rules of tokens; methods answer with whole representations. Each throws
 * ProblemError: 403 without a module for it, 404 where the token does not exist for the caller, 400 for what the body
 * refers to and for what the token's status does not allow.
 */
export class TokenService {
  readonly #store: Store;
  readonly #vault: Vault;
  readonly #ids: Ids;
  readonly #clock: Clock;

  constructor({ store, vault, ids = randomIds, clock = Date.now }: TokenServiceOptions) {
    this.#store = store;
    this.#vault = vault;
    this.#ids = ids;
    this.#clock = clock;
  }

  async create(principal: Principal, draft: TokenDraft): Promise<CreatedRepresentation> {
    rejectIfAny(unstorableText(draft));
    const policy = tokenPolicy(principal);
    const { created, event } = await this.#store.transaction(async (repositories) => {
      const account = await owner(principal, policy, draft, repositories);
      const errors: FieldErrors = {};
      const moduleIds = await assignableModules(draft.modules ?? [], account, repositories, errors);
      rejectIfAny(errors);
      const event = this.#event(principal, await this.#creationTime(repositories));
      const token = { draft, accountId: account.id, moduleIds, event };
      return { created: await insertToken(repositories, this.#vault, token, this.#ids), event };
    });
    const audited = representApiEvent(event);
    return { ...this.#represent(created), audit: { created: audited, updated: audited } };
  }

  async get(principal: Principal, id: string): Promise<TokenRepresentation> {
    return this.#represent(await visible(id, tokenPolicy(principal), this.#store));
  }

  async list(principal: Principal, { paging, filter, order }: TokenQuery): Promise<Page<TokenRepresentation>> {
    const { visible } = tokenPolicy(principal);
    const { items, total } = await this.#store.tokens.list(
      { ...paging, order, filter: both(visible, filter) },
      (credential) => this.#vault.digests(credential),
    );
    return { items: items.map((token) => this.#represent(token)), total };
  }

  async update(principal: Principal, id: string, update: TokenUpdate): Promise<TokenRepresentation> {
    rejectIfAny(unstorableText(update));
    return this.#change(principal, id, (token, repositories) => changed(token, update, repositories));
  }

  async transition(principal: Principal, id: string, transition: Transition): Promise<TokenRepresentation> {
    return this.#change(principal, id, async (token, _, event) => transitioned(token, transition, event));
  }

  /** Changes a token in one transaction, so that of two changes at once each sees what the other did, and comes later. */
  async #change(
    principal: Principal,
    id: string,
    work: (
      token: TokenView,
      repositories: Repositories,
      event: Required<AuditRecord>,
    ) => Promise<TokenChange | undefined>,
  ): Promise<TokenRepresentation> {
    const policy = tokenPolicy(principal);
    const result = await this.#store.transaction(async (repositories) => {
      const token = await visible(id, policy, repositories);
      const updated = this.#event(principal, this.#clock());
      const change = await work(token, repositories, updated);
      if (!change) return token;
      const audit = { ...change.audit, updated };
      await repositories.tokens.update(id, { ...change, audit, revision: token.revision + 1 });
      return visible(id, undefined, repositories);
    });
    return this.#represent(result);
  }

  /** Later than every other, so that the default order appends: a walk repeats nothing [list.walk]. */
  async #creationTime({ tokens }: Repositories): Promise<Instant> {
    const latest = await tokens.latestCreation();
    return latest === undefined ? this.#clock() : Math.max(this.#clock(), latest + 1);
  }

  #event({ token, account: { id, name, icon } }: Principal, at: Instant): Required<AuditRecord> {
    const of: ReferenceRecord = { id, name, ...(icon !== undefined && { icon }) };
    return { at, by: token, of };
  }

  #represent(token: TokenView): TokenRepresentation {
    return representToken(token, this.#vault.open(token.id, token.credential));
  }
}

/** A token that exists for the caller, or 404. Without a policy it only has to exist. */
async function visible(id: string, policy: TokenPolicy | undefined, { tokens }: Repositories): Promise<TokenView> {
  const token = await tokens.find(id);
  if (!token || policy?.sees(token) === false) throw new ProblemError(404);
  return token;
}

/** The account a new token is for. One's own needs the permission, another one has to exist for the caller. */
async function owner(
  principal: Principal,
  policy: TokenPolicy,
  draft: TokenDraft,
  { accounts }: Repositories,
): Promise<Pick<AccountRecord, 'id' | 'type'>> {
  const id = draft.account?.id ?? principal.account.id;
  if (id === principal.account.id) {
    if (!policy.seesTokensOf(principal.account)) throw new ProblemError(403);
    return principal.account;
  }
  const account = await accounts.find(id);
  if (!account || !policy.seesTokensOf(account)) {
    throw invalid({ 'account.id': ['must be the id of an account for which you may create tokens'] });
  }
  return account;
}
