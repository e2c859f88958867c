import { type Column, column, jsonCollection, jsonElement, jsonValue, object } from './column.ts';

type ModuleJsonPath =
  | 'filters'
  | 'filters.group.buyers'
  | 'filters.group.buyers[]'
  | 'settings'
  | `settings.${'configurable' | 'default' | 'paid' | 'type' | 'type[]' | 'obsolete' | 'sharedAccount' | 'eligibility'}`
  | `settings.eligibility.${'multi' | 'single'}`;

/** `filters` and `settings` of a module, in the table of modules. */
export const moduleJsonColumns: Record<ModuleJsonPath, Column> = {
  filters: object,
  'filters.group.buyers': jsonCollection('modules.filters', '$."group.buyers"', 'buyers'),
  'filters.group.buyers[]': column('buyers.value'),
  settings: object,
  'settings.configurable': jsonValue('modules.settings', '$.configurable'),
  'settings.default': jsonValue('modules.settings', '$.default'),
  'settings.paid': jsonValue('modules.settings', '$.paid'),
  'settings.type': jsonCollection('modules.settings', '$.type', 'kinds'),
  'settings.type[]': jsonElement('modules.settings', 'kinds', '$'),
  'settings.obsolete': jsonValue('modules.settings', '$.obsolete'),
  'settings.sharedAccount': jsonValue('modules.settings', '$.sharedAccount'),
  'settings.eligibility': object,
  'settings.eligibility.multi': jsonValue('modules.settings', '$.eligibility.multi'),
  'settings.eligibility.single': jsonValue('modules.settings', '$.eligibility.single'),
};
