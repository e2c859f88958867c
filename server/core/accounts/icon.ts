/** The icon of an account that none was given to: every account has one [account.icon]. */
export function defaultIcon(accountId: string): string {
  return `/v1/accounts/accounts/${accountId}/icon`;
}
