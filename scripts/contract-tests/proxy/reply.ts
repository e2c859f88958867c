import { make } from 'tctx/traceparent';
import { withoutCredentials } from '../../../server/core/credential.ts';
import type { Violation } from '../judge/tally.ts';
import type { Pair, WireResponse } from './forward.ts';

const VIOLATIONS = 'https://stoplight.io/prism/errors#VIOLATIONS';

/** The answer in place of one that breaks the contract, so that the test that asked fails: Prism's problem, and its status. */
export function violationReply(violation: Violation, headers: readonly Pair[]): WireResponse {
  const { method, target, status, findings } = violation;
  const detail = `The answer ${status} to ${method} ${target} breaks the contract: ${findings.join('; ')}`;
  const problem = { type: VIOLATIONS, title: 'The contract is broken', status: 500, detail, errors: { $: findings } };
  // A page of another origin may read this one too.
  const passed = headers.filter(([name]) => /^(access-control-.*|vary)$/i.test(name));
  return problemAnswer(problem, [...passed, violationHeader(violation)]);
}

/** Where there is no answer. */
export function unreachableReply(upstream: URL, error: NodeJS.ErrnoException): WireResponse {
  const reason = error.code ?? error.message;
  const detail = withoutCredentials(`The proxy got no answer from ${upstream.origin}: ${reason}.`);
  const problem = { type: 'about:blank', title: 'Bad Gateway', status: 502, detail };
  return problemAnswer(problem, [['Access-Control-Allow-Origin', '*']]);
}

/** The header that the mock tells violations in too. */
export function violationHeader({ findings }: Violation): Pair {
  return ['sl-violations', JSON.stringify(findings).replaceAll(/[^\x20-\x7e]/g, '?')];
}

function problemAnswer(problem: { status: number }, headers: Pair[]): WireResponse {
  const own: Pair[] = [
    ['Content-Type', 'application/problem+json'],
    ['Cache-Control', 'no-store'],
  ];
  const body = Buffer.from(JSON.stringify({ ...problem, traceId: String(make()) }));
  return { status: problem.status, headers: [...own, ...headers], body };
}
