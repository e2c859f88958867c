import type { components } from '../../../generated/schema.ts';
import type { TokenPolicy } from '../policy.ts';
import type { Instant } from '../ports/clock.ts';
import type {
  AccountRecord,
  AuditRecord,
  ReferenceRecord,
  Repositories,
  TokenSummary,
  TokenView,
} from '../ports/store.ts';
import { type Principal, principalOf } from '../principal.ts';
import { invalid, ProblemError, unauthenticated } from '../problems.ts';

type TokenDraft = components['schemas']['ApiTokenCreate'];

/** The caller as it is now. @throws ProblemError 401 where its credential was revoked meanwhile. */
export async function stillThere(principal: Principal, { tokens }: Repositories): Promise<Principal> {
  const identity = await tokens.identity(principal.token.id);
  if (!identity) throw unauthenticated();
  return principalOf(identity);
}

/** What a caller does, as it is remembered [token.audit-actor]. */
export function eventOf({ token, account: { id, name, icon } }: Principal, at: Instant): Required<AuditRecord> {
  const of: ReferenceRecord = { id, name, ...(icon !== undefined && { icon }) };
  return { at, by: token, of };
}

/** A token that exists for the caller, or 404. Without a policy it only has to exist. */
export async function visible(
  id: string,
  policy: TokenPolicy | undefined,
  { tokens }: Pick<Repositories, 'tokens'>,
): Promise<TokenView> {
  return seen(await tokens.find(id), policy);
}

/** What was found, or 404 where it is nothing or does not exist for the caller. */
export function seen<T extends TokenSummary>(token: T | undefined, policy: TokenPolicy | undefined): T {
  if (!token || policy?.sees(token) === false) throw new ProblemError(404);
  return token;
}

/** The id of the account a new token is for. @throws ProblemError 403 for one's own without the permission [policy.create-own]. */
export function ownerId(principal: Principal, policy: TokenPolicy, draft: TokenDraft): string {
  const id = draft.account?.id ?? principal.account.id;
  if (id === principal.account.id && !policy.seesTokensOf(principal.account)) throw new ProblemError(403);
  return id;
}

/** That account. @throws ProblemError 400 for another one that does not exist for the caller. */
export async function owner(
  id: string,
  principal: Principal,
  policy: TokenPolicy,
  { accounts }: Repositories,
): Promise<AccountRecord> {
  const isOwn = id === principal.account.id;
  const account = await accounts.find(id);
  if (!account || !(isOwn || policy.seesTokensOf(account))) {
    const message = 'must be the id of an account for which you may create tokens';
    throw invalid([{ field: 'account.id', code: 'account.not-available', message }]);
  }
  return account;
}
