import { ProblemError } from '../../server/core/problems.ts';
import type { DeclaredAnswer } from './declared.ts';

type Outcome = Pick<DeclaredAnswer, 'status' | 'examples'>;

/** The answer that a `Prefer` header asks for. */
export interface Preference {
  status: number;
  example?: string;
}

const PREFERENCE = /([^\s=,;"]+)\s*(?:=\s*(?:"([^"]*)"|([^\s,;"]*)))?/g;

/**
 * Reads `Prefer: code=400, example=unknown-module` (RFC 7240: any spacing, order and quoting, other preferences ignored;
 * the first of a name counts). An example alone stands for the first status that has it, a code alone for its first.
 * @returns undefined where neither `code` nor `example` is asked for.
 * @throws ProblemError 400 that names what there is, where the operation does not declare what is asked for.
 */
export function readPrefer(
  header: string | undefined,
  operation: string,
  outcomes: readonly Outcome[],
): Preference | undefined {
  const wanted = new Map<string, string>();
  for (const [, name = '', quoted, bare] of (header ?? '').matchAll(PREFERENCE)) {
    if (!wanted.has(name.toLowerCase())) wanted.set(name.toLowerCase(), quoted ?? bare ?? '');
  }
  const code = wanted.get('code');
  const example = wanted.get('example');
  if (code === undefined && example === undefined) return undefined;

  const found = outcomes.find(
    ({ status, examples }) =>
      (code === undefined || code === String(status)) &&
      (example === undefined || examples.some(({ name }) => name === example)),
  );
  if (!found) {
    const available = outcomes.map(({ status, examples }) =>
      [
        `code=${status}`,
        ...(examples.length > 0 ? [`example=${examples.map(({ name }) => name).join('|')}`] : []),
      ].join(', '),
    );
    throw new ProblemError(400, {
      errors: { Prefer: available.map((line) => `may be ${line}`) },
      detail: `${operation} declares no answer with ${describe(code, example)}. The mock has: ${available.join('; ')}.`,
    });
  }
  return { status: found.status, ...(example !== undefined && { example }) };
}

function describe(code: string | undefined, example: string | undefined): string {
  const parts = [code !== undefined && `code=${code}`, example !== undefined && `example=${example}`];
  return parts.filter(Boolean).join(', ');
}
