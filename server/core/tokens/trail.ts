import type { Instant } from '../ports/clock.ts';
import type { AuditEventName, TokenChange, TokenRecord, TokenView } from '../ports/store.ts';
import type { TrailChanges, TrailEntry } from '../ports/trail.ts';
import type { Principal } from '../principal.ts';
import { asChange } from './change.ts';

/** Who did something, and when; without a principal it was an operator's command. */
export interface Deed {
  principal?: Principal | undefined;
  at: Instant;
}

const STATUS_ACTIONS = { Active: 'enabled', Disabled: 'disabled', Deleted: 'deleted' } as const satisfies Record<
  TokenRecord['status'],
  AuditEventName
>;

const FIELDS = ['name', 'description', 'icon', 'status', 'extensions'] as const satisfies (keyof TokenChange)[];

export function creationEntry(
  { id, accountId, moduleIds }: Pick<TokenRecord, 'id' | 'accountId' | 'moduleIds'>,
  deed: Deed,
): TrailEntry {
  const changes = moduleIds.length > 0 ? { modulesAdded: [...moduleIds] } : {};
  return entry(deed, { action: 'created', tokenId: id, accountId, changes });
}

/** @param token As it was before. */
export function changeEntry(token: TokenView, change: TokenChange, deed: Deed): TrailEntry {
  const action = change.status === token.status ? 'updated' : STATUS_ACTIONS[change.status];
  return entry(deed, { action, tokenId: token.id, accountId: token.account.id, changes: changesOf(token, change) });
}

function entry({ principal, at }: Deed, what: Pick<TrailEntry, 'action' | 'tokenId' | 'accountId' | 'changes'>) {
  const by = principal ? { tokenId: principal.token.id, accountId: principal.account.id } : null;
  return { id: crypto.randomUUID(), at, ...what, by, traceId: principal?.traceId ?? null };
}

function changesOf(token: TokenView, after: TokenChange): TrailChanges {
  const before = asChange(token);
  const fields: string[] = FIELDS.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const [had, has] = [new Set(before.moduleIds), new Set(after.moduleIds)];
  const [modulesAdded, modulesRemoved] = [[...has.difference(had)], [...had.difference(has)]];
  if (modulesAdded.length + modulesRemoved.length > 0) fields.push('modules');
  return {
    fields,
    ...(modulesAdded.length > 0 && { modulesAdded }),
    ...(modulesRemoved.length > 0 && { modulesRemoved }),
  };
}
