/** Where we rate a change otherwise than `redocly diff` does: the plugin that `spec/redocly.diff.yaml` switches on. */
import { markChange, reportBreaking, reportNegated } from './effects.ts';
import { STRICTER, type Visitor } from './stricter.ts';

const RULES: Record<string, Visitor> = {
  ...Object.fromEntries(Object.entries(STRICTER).map(([id, { visitor }]) => [id, visitor])),
  'keyword-changed': { any: reportBreaking },
  'negated-changed': { any: reportNegated },
  mark: { any: markChange },
};

/** Redocly's own types, of which we read the parts that we say otherwise. */
interface Types {
  Schema: { properties: Record<string, unknown> };
  [name: string]: unknown;
}

/** What the normal form has as maps. */
function withMaps(types: Types): Types {
  const mapOf = (member: string) => ({ properties: {}, additionalProperties: member });
  const { dependentSchemas } = types.Schema.properties;
  return {
    ...types,
    ParameterList: mapOf('Parameter'),
    ServerList: mapOf('Server'),
    TagList: mapOf('Tag'),
    Schema: { ...types.Schema, properties: { ...types.Schema.properties, prefixItems: dependentSchemas } },
  };
}

/** The plugin, as Redocly loads it. */
export default function plugin() {
  const rules = Object.entries(RULES).map(([id, visitor]) => [id, () => visitor] as const);
  return { id: 'release', diff: { oas3: Object.fromEntries(rules) }, typeExtension: { oas3: withMaps } };
}
