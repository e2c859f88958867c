import { styleText } from 'node:util';
import { shown } from '../../judge/shown.ts';
import type { CheckResult, Report } from '../results.ts';

/** One line for a check that is done, a few for one that found something. */
export function resultText({ name: told, probes, finding, skipped }: CheckResult): string {
  // Ids and texts of the deployment are in it.
  const name = shown(told);
  if (skipped !== undefined)
    return `${styleText('dim', '-')} ${name} ${styleText('dim', `(skipped: ${shown(skipped)})`)}`;
  if (!finding) return `${styleText('green', '✓')} ${name} ${styleText('dim', `(${probes})`)}`;
  const { message, curl, before } = finding;
  return [
    `${styleText('red', '✗')} ${name}`,
    indented(message),
    ...(before.length > 0 ? [indented('After:'), ...before.map((line) => indented(`  ${line}`))] : []),
    indented(curl),
  ].join('\n');
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

/** What it comes to, and how to try the same again. */
export function summaryText({ results, probes, requests, seed, leftBehind }: Report): string {
  const broken = results.filter(({ finding }) => finding).length;
  const skipped = results.filter((result) => result.skipped !== undefined).length;
  const kept = results.length - broken - skipped;
  return [
    `${kept} promises kept, ${broken} broken, ${skipped} not checked; ${probes} probes, ${requests} requests, seed ${seed}.`,
    ...(broken > 0 ? [`The same again: --seed ${seed}; one of them: --only 'part of its name' as well.`] : []),
    ...(leftBehind.length > 0 ? [`Could not be deleted: ${shown(leftBehind.join(', '))}.`] : []),
  ].join('\n');
}
