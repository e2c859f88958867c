import { withoutCredentials } from '../../../server/core/credential.ts';
import type { Exchange } from './exchange.ts';
import type { Verdict } from './judge.ts';
import { shown } from './shown.ts';

/** An exchange that broke the contract. Holds no credential and no control character. */
export interface Violation {
  method: string;
  target: string;
  status: number;
  operation?: string;
  findings: string[];
}

/** Counts exchanges and keeps the violations among them, without credentials. */
export class Tally {
  exchanges = 0;
  /** Exchanges with paths that the contract does not have, and preflights. */
  notJudged = 0;
  readonly violations: Violation[] = [];
  /** Answers whose body could not be read, for no fault of theirs, by the reason: the rest of them was judged. */
  readonly unread = new Map<string, number>();

  /** Adds an exchange; answers with the violation, if it is one. */
  add({ method, target, response: { status, unread } }: Exchange, verdict: Verdict): Violation | undefined {
    this.exchanges += 1;
    if (!verdict.judged) this.notJudged += 1;
    else if (unread && 'unknown' in unread) {
      const reason = shown(unread.unknown);
      this.unread.set(reason, (this.unread.get(reason) ?? 0) + 1);
    }
    if (!verdict.judged || verdict.findings.length === 0) return undefined;
    const { operation } = verdict;
    const violation = {
      method,
      target: shownTarget(target),
      status,
      ...(operation && { operation }),
      findings: [...new Set(verdict.findings.map((finding) => shown(withoutCredentials(finding))))],
    };
    this.violations.push(violation);
    return violation;
  }

  summary(): string {
    const { exchanges, notJudged, violations, unread } = this;
    const outside = notJudged > 0 ? ` (${notJudged} outside the contract, not judged)` : '';
    const bodies = [...unread].map(
      ([reason, count]) => `, not judged: ${counted(count, 'body', 'bodies')} (${reason})`,
    );
    return `${counted(exchanges, 'exchange')}${outside}, ${counted(violations.length, 'violation')}${bodies.join('')}`;
  }
}

/** One line: what was asked, what came, what is wrong with it. */
export function lineOf({ method, target, status, operation, findings }: Violation): string {
  return `VIOLATION ${method} ${target} (${operation ?? 'no operation'}) ${status}: ${findings.join('; ')}`;
}

export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** A filter by `token` may hold a credential of any form, so such a query is not shown at all. */
function shownTarget(target: string): string {
  const [path = '', query] = target.split(/\?(.*)/s);
  const shown = query !== undefined && /tok|%/i.test(decoded(query)) ? '[query with a token]' : query;
  return withoutCredentials(shown === undefined ? path : `${path}?${shown}`).replaceAll(/[^\x20-\x7e]/g, '?');
}

/** Decoded until nothing changes; what cannot be decoded keeps its `%`. */
function decoded(text: string): string {
  try {
    const once = decodeURIComponent(text);
    return once === text ? text : decoded(once);
  } catch {
    return text;
  }
}
