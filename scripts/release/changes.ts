import type { Comparison } from './compare.ts';
import { headingOf, operationsWith } from './places.ts';
import { IMPACTS, type Impact } from './report.ts';
import { sentencesOf } from './tell.ts';

/** A change as programs read it. */
export interface Change {
  /** Ids of the operations that it is about; none where it is the whole contract. */
  operations: string[];
  /** The operation, or the shared part. */
  where: string;
  impact: Impact;
  kind: 'added' | 'removed' | 'modified';
  /** Where it is written: a pointer into the newer contract, or into the older one where it was removed. */
  pointer: string;
  /** A sentence each. */
  sentences: string[];
}

/** What changed, from the gravest on, each once. */
export function changesOf({ changes, base, revision }: Comparison): Change[] {
  const seen = new Set<string>();
  const sorted = changes.toSorted((one, other) => IMPACTS.indexOf(one.impact) - IMPACTS.indexOf(other.impact));
  return sorted.flatMap((change) => {
    const contract = change.revision ? revision : base;
    const where = headingOf(change, contract).replace(/, in .*/, '');
    const sentences = sentencesOf(change, contract);
    const key = JSON.stringify([where, change.impact, sentences]);
    if (seen.has(key)) return [];
    seen.add(key);
    const pointer = (change.revision ?? change.base)?.pointer ?? change.path;
    const operations = operationsWith(change, contract);
    return [{ operations, where, impact: change.impact, kind: change.kind, pointer, sentences }];
  });
}
