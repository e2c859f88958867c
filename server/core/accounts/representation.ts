import type { components } from '../../../generated/schema.ts';
import type { AccountRecord } from '../ports/store.ts';
import { representTimes, withValues } from '../representation.ts';

/** An account with every field that has a value, before `select` [account.fields]. */
export function representAccount({ id, type, status, name, revision, createdAt, updatedAt, ...rest }: AccountRecord) {
  return {
    id,
    type,
    status,
    name,
    ...withValues(rest),
    audit: representTimes({ createdAt, updatedAt }),
    href: `/accounts/accounts/${id}`,
  } satisfies components['schemas']['AccountSelection'];
}
