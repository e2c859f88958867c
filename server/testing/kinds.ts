/** What differs from answer to answer, and how it looks. What it is named by stands for it. */
const KINDS: [kind: string, pattern: RegExp][] = [
  ['<timestamp>', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/],
  ['<credential>', /^idt:TKN(-\d{4}){2,}:[0-9A-Za-z]+$/],
  ['<trace>', /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/],
];

/**
 * A copy of an answer or an example in which timestamps, credentials and trace ids are replaced by their kind, so that
 * two can be compared. `ids` renames the ids that the server assigned: actual one → that of the example.
 */
export function byKind(value: unknown, ids: Readonly<Record<string, string>> = {}): unknown {
  if (Array.isArray(value)) return value.map((item) => byKind(item, ids));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, byKind(inner, ids)]));
  }
  if (typeof value !== 'string') return value;
  const kind = KINDS.find(([, pattern]) => pattern.test(value))?.[0];
  return kind ?? Object.entries(ids).reduce((text, [actual, example]) => text.replaceAll(actual, example), value);
}
