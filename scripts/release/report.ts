/**
 * How much of the version a change asks for: breaking; breaking for code that is generated from the contract, and not on
 * the wire; an addition; or another text.
 */
export type Impact = 'major' | 'code' | 'minor' | 'patch';

/** From the gravest on. */
export const IMPACTS: readonly Impact[] = ['major', 'code', 'minor', 'patch'];

/** What `redocly diff --format json` says, as far as we read it. */
export interface DiffReport {
  changes: ReportedChange[];
}

export interface Verdict {
  ruleId: string;
  message: string;
}

export interface ReportedChange {
  /** Where a consumer comes by it: a pointer through references, `#/paths/…`. */
  path: string;
  typeName: string;
  kind: 'added' | 'removed' | 'modified';
  impact: Impact;
  /** The keyword, where `kind` is `modified`; `key` is the node's own name. */
  property?: string;
  verdicts: Verdict[];
  base?: Side;
  revision?: Side;
}

/** `pointer` is where it is written, `#/components/…` where that is shared. */
interface Side {
  pointer: string;
  value: unknown;
}

/** What the gravest of the changes asks for; undefined where there is none. */
export function impactOf(changes: readonly ReportedChange[]): Impact | undefined {
  return IMPACTS.find((impact) => changes.some((change) => change.impact === impact));
}
