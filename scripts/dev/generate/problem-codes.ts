import type { OpenApi } from './source.ts';

/** The words that tell kinds of failures apart, `x-extensible-enum` of the property `code` of a problem. */
export function problemCodes(document: OpenApi): string {
  const codes = document.components.schemas.Problem?.properties?.code?.['x-extensible-enum'];
  if (!codes) throw new Error('Problem.code has no x-extensible-enum.');
  return [
    '/** What kind of failure a problem is (`code`), each word that the contract has. */',
    'export const problemCodes = [',
    ...codes.map((code) => `  '${code}',`),
    '] as const;',
    '',
    'export type ProblemCode = (typeof problemCodes)[number];',
    '',
  ].join('\n');
}
