import type { Comparison } from './compare.ts';
import type { Contract } from './contract.ts';
import { headingOf } from './places.ts';
import { namesOf, resolved, valueAt } from './references.ts';
import { IMPACTS, type Impact, type ReportedChange } from './report.ts';
import { subjectOf } from './words.ts';

const TITLES: Record<Impact, string> = {
  major: 'What breaks you',
  code: 'What breaks generated code',
  minor: 'What is new',
  patch: 'What reads otherwise',
};

/** The changes as a consumer reads them: gravest first, by operation or shared part, a sentence each. */
export function tell({ changes, base, revision }: Comparison): string {
  const groups = IMPACTS.flatMap((impact) => {
    const own = changes.filter((change) => change.impact === impact);
    if (own.length === 0) return [];
    const headings = Map.groupBy(own, (change) => headingOf(change, change.revision ? revision : base));
    const parts = [...headings].map(([heading, members]) => {
      const sentences = new Set(members.flatMap((change) => sentencesOf(change, change.revision ? revision : base)));
      return `  ${heading}\n${[...sentences].map((sentence) => `    - ${sentence}`).join('\n')}`;
    });
    return [`${TITLES[impact]}\n\n${parts.join('\n\n')}`];
  });
  return groups.join('\n\n');
}

/** Rules say what breaks; what breaks nothing has no rule, and is told by its place in the contract that has it. */
export function sentencesOf(change: ReportedChange, contract: Contract): string[] {
  if (change.verdicts.length > 0) return change.verdicts.map(({ message }) => capitalised(message));
  const subject = nameOf(change, contract);
  if (change.kind !== 'modified') return [`${capitalised(subject)} was ${change.kind}.`];
  if (change.property === 'key') return [`${capitalised(subject)} was renamed from \`${change.base?.value}\`.`];
  const [before, after] = [shown(change.base?.value), shown(change.revision?.value)];
  const what = `\`${change.property}\` of ${subject}`;
  if (before === undefined) return [`${what} was added${after ? `: ${after}` : ''}.`];
  if (after === undefined) return [`${what} was removed.`];
  return [before && after ? `${what} changed from ${before} to ${after}.` : `${what} reads otherwise.`];
}

/** What changed, by name. */
function nameOf({ typeName, kind, property, path, base, revision }: ReportedChange, contract: Contract): string {
  const pointer = (revision ?? base)?.pointer ?? path;
  const names = namesOf(pointer);
  const isAtKeyword = kind === 'modified' && property !== 'key' && names.at(-1) === property;
  if (isAtKeyword) names.pop();
  const own = valueAt(contract, isAtKeyword ? pointer.slice(0, pointer.lastIndexOf('/')) : pointer);
  return subjectOf(typeName, names, resolved(contract, own));
}

/** A value that fits a sentence; empty where it does not, and undefined where there is none. */
function shown(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const json = jsonOf(value);
  return json.length > 80 ? '' : `\`${json}\``;
}

/** The normal form has what is built of values as its JSON. */
function jsonOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(',')}]`;
  return typeof value === 'string' && /^[[{]/.test(value) ? value : JSON.stringify(value);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
