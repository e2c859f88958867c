import { type OperationId, operations } from '../../../generated/operations.ts';
import type { components } from '../../../generated/schema.ts';
import type { Probe } from './probe.ts';

export type Token = components['schemas']['ApiToken'];
export type TokenCreated = components['schemas']['ApiTokenCreated'];
export type Module = components['schemas']['ModuleSelection'];
export type Account = components['schemas']['AccountSelection'];
export type AccountType = components['schemas']['AccountType'];

export const TOKENS = '/public/v1/accounts/api-tokens';
export const MODULES = '/public/v1/accounts/modules';
export const ACCOUNTS = '/public/v1/accounts/accounts';

/** A caller: a credential, whose it is, and what it may do (rules `policy.*`). */
export interface Role {
  name: string;
  credential: string;
  account: { id: string; type: AccountType };
  /** Has `access-management`: sees the tokens of its own account. */
  own: boolean;
  /** Is of an Operations account and has `platform-account-management`. */
  platform: boolean;
}

interface Seen {
  status?: string;
  account?: { id?: string; type?: string };
}

/** The id of a credential's token: `idt:<id>:…`. */
export function tokenIdOf(credential: string): string {
  return credential.split(':')[1] ?? '';
}

/** The answer that the contract gives a caller who asks for a token by its id: 403 without a module, 404 for what it may not see. */
export function statusFor(role: Role, token: Seen): 200 | 403 | 404 {
  if (!role.own && !role.platform) return 403;
  return isSeenBy(role, token) ? 200 : 404;
}

/** What an operation answers to an id of nothing: whoever lacks the module is told so before anything is looked up. */
export function statusForNothing(operation: OperationId, { own, platform }: Role): 403 | 404 {
  const { path } = operations[operation];
  if (path.startsWith(MODULES)) return platform ? 404 : 403;
  return path.startsWith(TOKENS) && !own && !platform ? 403 : 404;
}

/** Who sees which token [policy.own] [policy.platform] [policy.both] [policy.deleted]. */
export function isSeenBy(role: Role, { status, account = {} }: Seen): boolean {
  if (status === 'Deleted' && !role.platform) return false;
  if (account.id === role.account.id) return role.own;
  return role.platform && (account.type !== 'Operations' || role.own);
}

/**
 * Finds out what a credential may do by asking.
 * @throws CheckFailure where an answer breaks the contract.
 */
export async function roleOf(probe: Probe, name: string, credential: string): Promise<Role> {
  const as = { as: credential };
  const tokens = await probe.send('GET', `${TOKENS}?limit=0`, as);
  const modules = await probe.send('GET', `${MODULES}?limit=0`, as);
  const platform = modules.status === 200;
  const filter = `eq(token,%22${encodeURIComponent(credential)}%22)`;
  const own = platform ? await listed<Token>(probe, `${TOKENS}?${filter}`, credential) : [];
  // A caller without platform account management sees one account, its own.
  const accounts = await listed<Account>(probe, `${ACCOUNTS}?limit=1${platform ? '&type=Operations' : ''}`, credential);
  const { id = '', type = 'Operations' } = own[0]?.account ?? accounts[0] ?? {};
  return { name, credential, account: { id, type }, own: platform ? own.length > 0 : tokens.status === 200, platform };
}

/** The items of a list; none where the caller may not list. */
export async function listed<T>(probe: Probe, path: string, credential?: string): Promise<T[]> {
  const answer = await probe.send('GET', path, credential === undefined ? {} : { as: credential });
  return answer.status === 200 ? (answer.body as { data: T[] }).data : [];
}
