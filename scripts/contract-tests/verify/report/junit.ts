import { create } from 'xmlbuilder2';
import type { CheckResult, Report } from '../results.ts';

/** The report as JUnit XML: a suite for each operation, a test case for each check. */
export function junitReport({ url, seed, results }: Report): string {
  const root = create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\ufffd' }).ele('testsuites', {
    name: 'contract',
    ...totals(results),
  });
  for (const [operation, checks] of Map.groupBy(results, (result) => result.operation ?? 'addresses and workflows')) {
    const suite = root.ele('testsuite', { name: operation, ...totals(checks) });
    const properties = suite.ele('properties');
    properties.ele('property', { name: 'url', value: url });
    properties.ele('property', { name: 'seed', value: seed });
    for (const { name, seconds, finding, skipped } of checks) {
      const test = suite.ele('testcase', { classname: operation, name, time: seconds.toFixed(3) });
      if (skipped !== undefined) test.ele('skipped', { message: skipped });
      if (finding) test.ele('failure', { message: finding.message }).txt([...finding.before, finding.curl].join('\n'));
    }
  }
  return root.end({ prettyPrint: true });
}

function totals(results: readonly CheckResult[]): Record<string, number> {
  return {
    tests: results.length,
    failures: results.filter(({ finding }) => finding).length,
    skipped: results.filter(({ skipped }) => skipped !== undefined).length,
  };
}
