import type { components } from '../../../generated/schema.ts';
import type { AccountRecord } from '../ports/store.ts';
import { representTimes, withValues } from '../representation.ts';

/** An account with every field that has a value, before `select` [account.fields]. */
export function representAccount({
  id,
  type,
  status,
  name,
  icon,
  revision,
  createdAt,
  updatedAt,
  ...rest
}: AccountRecord) {
  return {
    id,
    type,
    status,
    name,
    icon,
    ...withValues(rest),
    revision,
    audit: representTimes({ createdAt, updatedAt }),
    href: `/accounts/accounts/${id}`,
  } satisfies components['schemas']['AccountSelection'];
}
