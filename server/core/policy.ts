import type { FieldPath, Resource } from '../../generated/fields.ts';
import type { AccountRecord, TokenView } from './ports/store.ts';
import type { Principal } from './principal.ts';
import { ProblemError } from './problems.ts';
import type { Filter } from './query/filter.ts';

const OWN_TOKENS = 'access-management';
const ALL_TOKENS = 'platform-account-management';

type Account = Pick<AccountRecord, 'id' | 'type'>;

/** Which rows of a resource exist for a caller; undefined is all. What does not exist is 404 and in no list. */
export type Visible<R extends Resource> = Filter<FieldPath<R>> | undefined;

/** Who may do what with tokens (behaviour page, section 3), for one caller. */
export interface TokenPolicy {
  /** Whether tokens of this account exist for the caller, and may be created. */
  seesTokensOf(account: Account): boolean;
  /** Whether this token exists for the caller. */
  sees(token: Pick<TokenView, 'account' | 'status'>): boolean;
  visible: Visible<'apiTokens'>;
}

/** A module is recognised by its code; platform account management works for Operations accounts only. */
function managesPlatform({ account, modules }: Principal): boolean {
  return modules.has(ALL_TOKENS) && account.type === 'Operations';
}

/** @throws ProblemError 403 for a caller with neither of the two modules, before any look-up. */
export function tokenPolicy(principal: Principal): TokenPolicy {
  const own = principal.account;
  const all = managesPlatform(principal);
  const ownToo = mayCreateForItself(principal);
  if (!all && !ownToo) throw new ProblemError(403);

  function seesTokensOf(account: Account): boolean {
    if (account.id === own.id) return ownToo;
    return all && (account.type !== 'Operations' || ownToo);
  }
  return {
    seesTokensOf,
    sees: ({ account, status }) => seesTokensOf(account) && (all || status !== 'Deleted'),
    visible: visibleTokens(own.id, all, ownToo),
  };
}

/** Whether a caller may create tokens of its own account. */
export function mayCreateForItself({ modules }: Principal): boolean {
  return modules.has(OWN_TOKENS);
}

function visibleTokens(ownId: string, all: boolean, ownToo: boolean): Visible<'apiTokens'> {
  if (all && ownToo) return undefined;
  if (all) return isIn('account.type', ['Vendor', 'Client']);
  return { op: 'and', terms: [isIn('account.id', [ownId]), { op: 'not', term: isIn('status', ['Deleted']) }] };
}

/** Whether an account exists for the caller. */
export function seesAccount(principal: Principal, id: string): boolean {
  return id === principal.account.id || managesPlatform(principal);
}

/** A caller's own account always exists for it; with platform account management all do. */
export function visibleAccounts(principal: Principal): Visible<'accounts'> {
  return managesPlatform(principal) ? undefined : isIn('id', [principal.account.id]);
}

/** @throws ProblemError 403 without platform account management. */
export function visibleModules(principal: Principal): Visible<'modules'> {
  if (!managesPlatform(principal)) throw new ProblemError(403);
  return undefined;
}

/** What exists for the caller and matches the filter. */
export function both<P extends string>(visible: Filter<P> | undefined, filter: Filter<P> | undefined) {
  return visible && filter ? ({ op: 'and', terms: [visible, filter] } as const) : (visible ?? filter);
}

function isIn<P extends string>(path: P, values: string[]): Filter<P> {
  return { op: 'in', field: { path, type: 'text' }, values };
}
