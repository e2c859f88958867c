import type { components } from '../../../generated/schema.ts';
import type { ModuleRecord } from '../ports/store.ts';
import { representTimes, withValues } from '../representation.ts';

/** A module with every field that has a value, before `select` [module.fields]. */
export function representModule(module: ModuleRecord) {
  const { id, code, name, description, accountTypes, filters, settings, revision } = module;
  return {
    id,
    code,
    name,
    ...withValues({ description }),
    accountTypes,
    ...withValues({ filters }),
    settings,
    revision,
    audit: representTimes(module),
    href: `/accounts/modules/${id}`,
  } satisfies components['schemas']['ModuleSelection'];
}
