import type { Comparison } from './compare.ts';
import { headingOf } from './places.ts';
import type { Impact } from './report.ts';
import { sentencesOf } from './tell.ts';

/** A change as programs read it. */
export interface Change {
  /** Which operation, or shared part with the operations that use it. */
  where: string;
  impact: Impact;
  kind: 'added' | 'removed' | 'modified';
  /** Where it is written: a pointer into the newer contract, or into the older one where it was removed. */
  pointer: string;
  /** A sentence each. */
  sentences: string[];
}

/** What changed, by the place and from the gravest on, each sentence once. */
export function changesOf({ changes, base, revision }: Comparison): Change[] {
  const seen = new Set<string>();
  return changes.flatMap((change) => {
    const contract = change.revision ? revision : base;
    const where = headingOf(change, contract);
    const sentences = sentencesOf(change, contract);
    const key = JSON.stringify([where, change.impact, sentences]);
    if (seen.has(key)) return [];
    seen.add(key);
    const pointer = (change.revision ?? change.base)?.pointer ?? change.path;
    return [{ where, impact: change.impact, kind: change.kind, pointer, sentences }];
  });
}
