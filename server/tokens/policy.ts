import type { Principal } from '../principal.ts';
import type { AccountRecord } from '../store/store.ts';

const OWN_TOKENS = 'access-management';
const ALL_TOKENS = 'platform-account-management';

type Account = Pick<AccountRecord, 'id' | 'type'>;

/** The rules of who may do what (behaviour page, section 3), for one caller. */
export interface TokenPolicy {
  /** Whether the caller may use this resource at all; otherwise 403 before any look-up. */
  readonly anything: boolean;
  /** Whether tokens of this account exist for the caller. */
  seesTokensOf(account: Account): boolean;
  /** Whether an account exists for the caller. */
  seesAccount(account: Account): boolean;
  /** Whether `Deleted` tokens exist for the caller. */
  readonly seesDeleted: boolean;
}

/** A module is recognised by its code; platform account management works for Operations accounts only. */
export function tokenPolicy({ account: own, modules }: Principal): TokenPolicy {
  const managesOwn = modules.has(OWN_TOKENS);
  const managesPlatform = modules.has(ALL_TOKENS) && own.type === 'Operations';

  return {
    anything: managesOwn || managesPlatform,
    seesDeleted: managesPlatform,
    seesAccount: (account) => account.id === own.id || managesPlatform,
    seesTokensOf(account) {
      if (account.id === own.id) return managesOwn;
      if (!managesPlatform) return false;
      return account.type !== 'Operations' || managesOwn;
    },
  };
}
