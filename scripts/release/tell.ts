import type { Contract } from './contract.ts';
import { headingOf } from './places.ts';
import { namesOf, valueAt } from './references.ts';
import type { Impact, ReportedChange } from './report.ts';

const GROUPS: readonly [Impact, string][] = [
  ['major', 'What breaks you'],
  ['minor', 'What is new'],
  ['patch', 'What reads otherwise'],
];

const NOUNS: Record<string, string> = {
  PathItem: 'path',
  Info: 'document',
  MediaType: 'media type',
  Schema: 'schema',
  RequestBody: 'request body',
  SchemaProperties: 'list of properties',
};

/** The changes as a consumer reads them: gravest first, by operation or shared part, a sentence each. */
export function tell(changes: readonly ReportedChange[], base: Contract, revision: Contract): string {
  const groups = GROUPS.flatMap(([impact, title]) => {
    const own = changes.filter((change) => change.impact === impact);
    if (own.length === 0) return [];
    const headings = Map.groupBy(own, (change) => headingOf(change, change.revision ? revision : base));
    const parts = [...headings].map(([heading, members]) => {
      const sentences = new Set(members.flatMap((change) => sentencesOf(change, base, revision)));
      return `  ${heading}\n${[...sentences].map((sentence) => `    - ${sentence}`).join('\n')}`;
    });
    return [`${title}\n\n${parts.join('\n\n')}`];
  });
  return groups.join('\n\n');
}

/** Redocly's and our rules say what breaks; what breaks nothing has no rule, and is told by its place. */
function sentencesOf(change: ReportedChange, base: Contract, revision: Contract): string[] {
  if (change.verdicts.length > 0) return change.verdicts.map(({ message }) => message);
  const subject = subjectOf(change, change.revision ? revision : base);
  if (change.kind !== 'modified') return [`${capitalised(subject)} was ${change.kind}.`];
  if (change.property === 'key') return [`${capitalised(subject)} was renamed from \`${change.base?.value}\`.`];
  const [before, after] = [shown(change.base?.value), shown(change.revision?.value)];
  const what = `\`${change.property}\` of ${subject}`;
  if (before === undefined) return [`${what} was added${after ? `: ${after}` : ''}.`];
  if (after === undefined) return [`${what} was removed.`];
  return [before && after ? `${what} changed from ${before} to ${after}.` : `${what} reads otherwise.`];
}

/** What changed, by name: a property, a parameter, a status. */
function subjectOf({ typeName, kind, property, path, base, revision }: ReportedChange, contract: Contract): string {
  const pointer = (revision ?? base)?.pointer ?? path;
  const names = namesOf(pointer);
  const isAtKeyword = kind === 'modified' && property !== 'key' && names.at(-1) === property;
  if (isAtKeyword) names.pop();
  const own = valueAt(contract, isAtKeyword ? pointer.slice(0, pointer.lastIndexOf('/')) : pointer);
  const isProperty = typeName === 'Schema' && names.at(-2) === 'properties';
  const noun = isProperty ? 'property' : (NOUNS[typeName] ?? typeName.toLowerCase());
  // Members of a list carry their name in them.
  const name = typeName === 'Parameter' || typeName === 'Tag' ? (own as { name: string }).name : names.at(-1);
  const isNameless = ['Info', 'Operation', 'RequestBody', 'SchemaProperties'].includes(typeName);
  return isNameless ? `the ${noun}` : `${noun} \`${name}\``;
}

/** A value that fits a sentence; empty where it does not, and undefined where there is none. */
function shown(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const json = JSON.stringify(value);
  return json.length > 80 ? '' : `\`${json}\``;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
