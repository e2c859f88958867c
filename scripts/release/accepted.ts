import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { ReportedChange } from './report.ts';

/** A breaking change that is made in a minor release, as `spec/releases/accepted.yaml` holds it. */
export interface Acceptance {
  /** The release that it changes. */
  since: string;
  /** Where it is written: `#/components/schemas/…`. */
  at: string;
  /** Nothing where a whole part went: a media type, a parameter. */
  keyword?: string;
  /** Why it breaks nobody. */
  reason: string;
}

/** The acceptances in a file; none where there is no file. */
export async function readAcceptances(file: string): Promise<Acceptance[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]';
    throw error;
  });
  return parse(text);
}

/** The changes, of which those that are accepted count as additions; and the acceptances of what did not change. */
export function accept(
  changes: readonly ReportedChange[],
  acceptances: readonly Acceptance[],
): { changes: ReportedChange[]; stale: Acceptance[] } {
  const found = (change: ReportedChange) => acceptances.find((acceptance) => isOf(acceptance, change));
  return {
    changes: changes.map((change) => {
      const acceptance = change.impact === 'major' ? found(change) : undefined;
      if (!acceptance) return change;
      const verdicts = change.verdicts.map(({ ruleId, message }) => {
        return { ruleId, message: `${message} Accepted: ${acceptance.reason}` };
      });
      return { ...change, verdicts, impact: 'minor' as const };
    }),
    stale: acceptances.filter((acceptance) => !changes.some((change) => isOf(acceptance, change))),
  };
}

function isOf({ at, keyword }: Acceptance, { property, base, revision }: ReportedChange): boolean {
  const pointer = (revision ?? base)?.pointer ?? '';
  return property === keyword && (pointer === at || pointer === `${at}/${keyword}`);
}
