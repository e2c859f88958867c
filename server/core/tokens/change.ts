import type { components } from '../../../generated/schema.ts';
import type { AuditEventName, AuditRecord, Repositories, TokenChange, TokenView } from '../ports/store.ts';
import { invalid, rejectIfAny, type Violation } from '../problems.ts';
import { assignableModules } from './modules.ts';

export type TokenUpdate = components['schemas']['ApiTokenUpdate'];

type Status = components['schemas']['TokenStatus'];

const TRANSITIONS = {
  enable: { from: ['Disabled'], to: 'Active', event: 'enabled' },
  disable: { from: ['Active'], to: 'Disabled', event: 'disabled' },
  delete: { from: ['Active', 'Disabled'], to: 'Deleted', event: 'deleted' },
} as const satisfies Record<string, { from: Status[]; to: Status; event: AuditEventName }>;

export type Transition = keyof typeof TRANSITIONS;

/**
 * What an update changes: an absent property stays, `null` clears, `modules` and `extensions` are replaced as a whole
 * [update.delta]. Undefined where it changes nothing.
 * @throws ProblemError 400 for a deleted token, another owner, or modules that cannot be given.
 */
export async function changed(
  token: TokenView,
  update: TokenUpdate,
  repositories: Repositories,
): Promise<TokenChange | undefined> {
  requireStatus(token.status, ['Active', 'Disabled'], 'to be changed');
  const violations: Violation[] = [];
  if (update.account && update.account.id !== token.account.id) {
    const message = 'must be the account that owns the token; the owner never changes';
    violations.push({ field: 'account.id', code: 'account.immutable', message });
  }
  const before = asChange(token);
  const moduleIds =
    update.modules === undefined
      ? before.moduleIds
      : (await assignableModules(update.modules ?? [], token.account, repositories, violations)).map(({ id }) => id);
  rejectIfAny(violations);

  const extensions = update.extensions?.map(({ id }) => ({ id }));
  const after: TokenChange = {
    ...before,
    name: update.name ?? token.name,
    description: update.description === undefined ? token.description : update.description,
    icon: update.icon === undefined ? token.icon : update.icon,
    extensions: update.extensions === undefined ? token.extensions : (extensions ?? null),
    moduleIds:
      new Set(moduleIds).symmetricDifference(new Set(before.moduleIds)).size > 0 ? moduleIds : before.moduleIds,
  };
  return isSame(before, after) ? undefined : after;
}

/** Both are made of the same properties in the same order. */
function isSame(before: TokenChange, after: TokenChange): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/** @throws ProblemError 400 with `errors.status` from a status that does not have the transition. */
export function transitioned(token: TokenView, transition: Transition, event: AuditRecord): TokenChange {
  const { from, to, event: name } = TRANSITIONS[transition];
  requireStatus(token.status, from, '');
  return { ...asChange(token), status: to, audit: { ...token.audit, [name]: event } };
}

/** A token as a change that changes nothing yet. */
export function asChange(token: TokenView): TokenChange {
  const { name, description, icon, status, extensions, revision, audit, modules } = token;
  return { name, description, icon, status, extensions, revision, audit, moduleIds: modules.map(({ id }) => id) };
}

function requireStatus(status: Status, allowed: readonly Status[], purpose: string): void {
  if (allowed.includes(status)) return;
  const expected = ['must be', allowed.join(' or '), purpose].filter(Boolean).join(' ');
  throw invalid([{ field: 'status', code: 'status.transition', message: `${expected}, and is ${status}` }]);
}
