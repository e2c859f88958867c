import type { Words } from '../words.ts';
import { type Column, jsonColumns, object } from './column.ts';

type ModuleJsonPath =
  | 'filters'
  | 'filters.group.buyers'
  | 'filters.group.buyers[]'
  | 'settings'
  | `settings.${'configurable' | 'default' | 'paid' | 'type' | 'type[]' | 'obsolete' | 'sharedAccount' | 'eligibility'}`
  | `settings.eligibility.${'multi' | 'single'}`;

/** `filters` and `settings` of a module, in the table of modules. */
export function moduleJsonColumns(words: Words): Record<ModuleJsonPath, Column> {
  const json = jsonColumns(words);
  return {
    filters: object,
    'filters.group.buyers': json.collection('modules.filters', '$."group.buyers"', 'buyers'),
    'filters.group.buyers[]': json.word('buyers', '$'),
    settings: object,
    'settings.configurable': json.flag('modules.settings', '$.configurable'),
    'settings.default': json.flag('modules.settings', '$.default'),
    'settings.paid': json.flag('modules.settings', '$.paid'),
    'settings.type': json.collection('modules.settings', '$.type', 'kinds'),
    'settings.type[]': json.element('modules.settings', '$.type', 'kinds', '$'),
    'settings.obsolete': json.flag('modules.settings', '$.obsolete'),
    'settings.sharedAccount': json.flag('modules.settings', '$.sharedAccount'),
    'settings.eligibility': object,
    'settings.eligibility.multi': json.flag('modules.settings', '$.eligibility.multi'),
    'settings.eligibility.single': json.flag('modules.settings', '$.eligibility.single'),
  };
}
