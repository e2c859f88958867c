import type { components } from '../../generated/schema.ts';
import type { Principal } from '../principal.ts';
import { type FieldErrors, invalid, ProblemError } from '../problems.ts';
import { generateCredential } from '../secrets/credential.ts';
import type { Keyring } from '../secrets/keyring.ts';
import type {
  AccountRecord,
  AuditRecord,
  Instant,
  ReferenceRecord,
  Repositories,
  Store,
  TokenRecord,
  TokenView,
} from '../store/store.ts';
import { tokenIdCandidate } from './id.ts';
import { assignableModules } from './modules.ts';
import { type TokenPolicy, tokenPolicy } from './policy.ts';
import {
  type CreatedRepresentation,
  representApiEvent,
  representToken,
  type TokenRepresentation,
} from './representation.ts';
import { unstorableText } from './text.ts';

export type TokenDraft = components['schemas']['ApiTokenCreate'];

export interface TokenServiceOptions {
  store: Store;
  keyring: Keyring;
  /** The current time. */
  now?: () => Instant;
}

/** The rules of tokens (behaviour page, sections 3 and 4); every method answers with the whole representation. */
export class TokenService {
  readonly #store: Store;
  readonly #keyring: Keyring;
  readonly #now: () => Instant;

  constructor({ store, keyring, now = Date.now }: TokenServiceOptions) {
    this.#store = store;
    this.#keyring = keyring;
    this.#now = now;
  }

  /** @throws ProblemError 400 for text that cannot be kept, 403 without a module for it, 400 for what the body refers to. */
  async create(principal: Principal, draft: TokenDraft): Promise<CreatedRepresentation> {
    rejectIfAny(unstorableText(draft));
    const policy = allowed(principal);
    const event = { at: this.#now(), by: principal.token, of: actingAccount(principal) };
    const created = await this.#store.transaction(async (repositories) => {
      const account = await owner(principal, policy, draft, repositories);
      const errors: FieldErrors = {};
      const moduleIds = await assignableModules(draft.modules ?? [], account, repositories, errors);
      rejectIfAny(errors);
      return insertToken(repositories, this.#keyring, { draft, accountId: account.id, moduleIds, event });
    });
    const audited = representApiEvent(event);
    return { ...this.#represent(created), audit: { created: audited, updated: audited } };
  }

  /** @throws ProblemError 403 without a module for it, 404 where the token does not exist for the caller. */
  async get(principal: Principal, id: string): Promise<TokenRepresentation> {
    const policy = allowed(principal);
    const token = await this.#store.tokens.find(id);
    if (!token || !policy.seesTokensOf(token.account)) throw new ProblemError(404);
    if (token.status === 'Deleted' && !policy.seesDeleted) throw new ProblemError(404);
    return this.#represent(token);
  }

  #represent(token: TokenView): TokenRepresentation {
    return representToken(token, this.#keyring.open(token.id, token.credential));
  }
}

function allowed(principal: Principal): TokenPolicy {
  const policy = tokenPolicy(principal);
  if (!policy.anything) throw new ProblemError(403);
  return policy;
}

function rejectIfAny(errors: FieldErrors): void {
  if (Object.keys(errors).length > 0) throw invalid(errors);
}

function actingAccount({ account: { id, name, icon } }: Principal): ReferenceRecord {
  return { id, name, ...(icon !== undefined && { icon }) };
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

export interface NewToken {
  draft: Pick<TokenDraft, 'name' | 'description' | 'icon' | 'extensions'>;
  accountId: string;
  moduleIds: string[];
  event: AuditRecord;
  /** Only where they are given beforehand, as in a seed file. */
  id?: string;
  status?: TokenRecord['status'];
}

/** Writes a new token under a free id, with a credential of its own. @throws Error where a given id is taken. */
export async function insertToken(
  repositories: Repositories,
  keyring: Keyring,
  { draft, accountId, moduleIds, event, id: givenId, status = 'Active' }: NewToken,
): Promise<TokenView> {
  for (let attempt = 0; ; attempt++) {
    const id = givenId ?? tokenIdCandidate(attempt);
    const inserted = await repositories.tokens.insert({
      id,
      accountId,
      moduleIds,
      name: draft.name,
      description: draft.description ?? null,
      icon: draft.icon ?? null,
      status,
      credential: keyring.seal(id, generateCredential(id)),
      extensions: draft.extensions?.map((extension) => ({ id: extension.id })) ?? null,
      lastAccessAt: null,
      revision: 1,
      audit: {
        created: event,
        updated: event,
        ...(status === 'Disabled' && { disabled: event }),
        ...(status === 'Deleted' && { deleted: event }),
      },
    });
    if (inserted) {
      const token = await repositories.tokens.find(id);
      if (token) return token;
    }
    if (givenId) throw new Error(`The token id ${givenId} is taken.`);
  }
}
