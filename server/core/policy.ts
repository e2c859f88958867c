import { type FieldPath, fields, type Resource } from '../../generated/fields.ts';
import type { AccountRecord, TokenSummary } from './ports/store.ts';
import type { Principal } from './principal.ts';
import { ProblemError } from './problems.ts';
import type { Filter } from './query/filter.ts';
import { meets } from './query/meets.ts';
import { isOf, withoutFields } from './query/shown.ts';

const OWN_TOKENS = 'access-management';
const ALL_TOKENS = 'platform-account-management';

type TokenFilter = Filter<FieldPath<'apiTokens'>>;

type Account = Pick<AccountRecord, 'id' | 'type'>;

/** Which rows of a resource exist for a caller; undefined is all. What does not exist is 404 and in no list. */
export type Visible<R extends Resource> = Filter<FieldPath<R>> | undefined;

/** Which tokens exist for one caller [policy.own] [policy.platform] [policy.both]: the one place that says so. */
export interface TokenPolicy {
  visible: Visible<'apiTokens'>;
  sees(token: { account: Account; status: TokenSummary['status'] }): boolean;
  /** Whether the modules of a token are shown as in their own resource, to select and to filter by [select.references]. */
  showsModules: boolean;
  /** Whether tokens of this account that are not deleted exist for the caller, and may be created. */
  seesTokensOf(account: Account): boolean;
}

/** A module is recognised by its code; platform account management works for Operations accounts only. */
function managesPlatform({ account, modules }: Principal): boolean {
  return modules.has(ALL_TOKENS) && account.type === 'Operations';
}

/** @throws ProblemError 403 for a caller with neither of the two modules, before any look-up [policy.neither]. */
export function tokenPolicy(principal: Principal): TokenPolicy {
  const visible = visibleTokens(principal);
  const sees = (token: { account: Account; status: string }) => visible === undefined || meets(visible, token);
  return {
    visible,
    sees,
    showsModules: managesPlatform(principal),
    seesTokensOf: (account) => sees({ account, status: 'Active' }),
  };
}

/** Whether a caller may create tokens of its own account. */
export function mayCreateForItself({ modules }: Principal): boolean {
  return modules.has(OWN_TOKENS);
}

function visibleTokens(principal: Principal): Visible<'apiTokens'> {
  const all = managesPlatform(principal);
  const own = mayCreateForItself(principal);
  if (!all && !own) throw new ProblemError(403);
  if (all && own) return undefined;
  if (all) return isIn('account.type', ['Vendor', 'Client']);
  const ofOwn = isIn<FieldPath<'apiTokens'>>('account.id', [principal.account.id]);
  return { op: 'and', terms: [ofOwn, { op: 'not', term: isIn('status', ['Deleted']) }] };
}

/** A caller's own account always exists for it; with platform account management all do [policy.accounts]. */
export function visibleAccounts(principal: Principal): Visible<'accounts'> {
  return managesPlatform(principal) ? undefined : isIn('id', [principal.account.id]);
}

/** Whether an account exists for the caller. */
export function seesAccount(principal: Principal, id: string): boolean {
  const visible = visibleAccounts(principal);
  return visible === undefined || meets(visible, { id });
}

/** @throws ProblemError 403 without platform account management [policy.modules]. */
export function visibleModules(principal: Principal): Visible<'modules'> {
  if (!managesPlatform(principal)) throw new ProblemError(403);
  return undefined;
}

/** A filter of tokens as it reads for this caller: what their modules' own resource would not show has no value. */
export function asShown(filter: TokenFilter | undefined, { showsModules }: TokenPolicy): TokenFilter | undefined {
  if (filter === undefined || showsModules) return filter;
  return withoutFields(filter, (path) => isOf(fields.apiTokens, path, 'modules'));
}

/** What exists for the caller and matches the filter. */
export function both<P extends string>(visible: Filter<P> | undefined, filter: Filter<P> | undefined) {
  return visible && filter ? ({ op: 'and', terms: [visible, filter] } as const) : (visible ?? filter);
}

function isIn<P extends string>(path: P, values: string[]): Filter<P> {
  return { op: 'in', field: { path, type: 'text' }, values };
}
