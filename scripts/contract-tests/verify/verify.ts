import fc from 'fast-check';
import { shown } from '../judge/shown.ts';
import { type Check, NotOffered } from './check.ts';
import { checksFor } from './checks/index.ts';
import { cleanUp, createdBy } from './clean-up.ts';
import { curlLine } from './curl.ts';
import { type Send, sender, Unreachable } from './http.ts';
import { CheckFailure, Probe, type RoundTrip, Unreadable } from './probe.ts';
import type { CheckResult, Finding, Report } from './results.ts';
import { Secrets } from './secrets.ts';
import { checkWorkflows } from './workflows.ts';
import { discover, type World } from './world.ts';

export interface VerifyOptions {
  /** The origin of the deployment. */
  url: string;
  credential: string;
  /** Credentials of further callers, by what they are. */
  others?: Readonly<Record<string, string>>;
  /** Send nothing that changes anything: GET, HEAD and OPTIONS only. */
  readOnly?: boolean;
  /** The deployment forgets everything, as the mock does. */
  stateless?: boolean;
  /** The same seed tries the same; see `Report.seed`. */
  seed: number;
  /** How often checks are tried, in all; each at least once. */
  probes: number;
  /** Only the checks whose name has this in it. */
  only?: string | undefined;
  /** Run the workflows of `spec/workflows/` too. */
  workflows?: boolean;
  /** Stop at the first finding. */
  bail?: boolean;
  /** Ends the run: nothing more is sent but what deletes what was created. */
  signal?: AbortSignal;
  /** Is told of every request and its answer. */
  observe?: (roundTrip: RoundTrip) => void;
  /** Is told of every check when it is done. */
  progress?: (result: CheckResult) => void;
}

const MOST_BEFORE = 12;

/**
 * Checks a deployment against the contract, each check with random data that the seed decides.
 * @throws Unreachable, UselessCredential, or Unreadable where nothing at all can be checked.
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  const send = sender(options.url);
  const created = new Set<string>();
  let requests = 0;
  const observe = (roundTrip: RoundTrip) => {
    requests += 1;
    const id = createdBy(roundTrip);
    if (id !== undefined) created.add(id);
    options.observe?.(roundTrip);
  };
  let leftBehind: string[] = [];
  const results: CheckResult[] = [];
  try {
    try {
      await runAll({ options, send, observe }, (result) => {
        results.push(result);
        options.progress?.(result);
      });
    } finally {
      leftBehind = await cleanUp(send, options.credential, created);
    }
  } catch (error) {
    if (!options.signal?.aborted) throw error;
  } finally {
    send.close();
  }
  const probes = results.reduce((sum, result) => sum + result.probes, 0);
  return { url: options.url, seed: options.seed, probes, requests, results, leftBehind };
}

interface Run {
  options: VerifyOptions;
  send: Send;
  observe(roundTrip: RoundTrip): void;
}

type Tell = (result: CheckResult) => void;

async function runAll({ options, ...run }: Run, report: Tell): Promise<void> {
  const { credential, others = {}, readOnly = false, stateless = false, signal } = options;
  let world: World;
  try {
    world = await discover({ ...run, signal, credential, others, readOnly: readOnly || stateless });
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error;
    const finding = findingOf(options, error);
    report({ name: 'looking around', operation: undefined, probes: 1, seconds: 0, finding });
    return;
  }
  await runChecks({ options, ...run }, world, report);
}

async function runChecks(run: Run, world: World, report: Tell): Promise<void> {
  const { only = '', bail, signal, probes, workflows } = run.options;
  const checks = checksFor(world).filter(({ name }) => name.includes(only));
  const weight = checks.reduce((sum, check) => sum + check.weight, 0);
  if (workflows) report(await checkWorkflows(run.options, world));
  for (const check of checks) {
    if (signal?.aborted) return;
    const tries = Math.max(1, Math.ceil((probes * check.weight) / (weight || 1)));
    const result = await runCheck(run, check, check.weight === 0 ? 1 : tries);
    report(result);
    if (!result.finding) continue;
    if (bail) return;
    if (!(await isThere(run))) {
      report({ name: 'the rest', operation: undefined, probes: 0, seconds: 0, skipped: 'nothing answers any more' });
      return;
    }
  }
}

async function isThere({ send }: Run): Promise<boolean> {
  return send({ method: 'GET', path: '/', headers: {} }).then(
    () => true,
    (error: Error) => !(error instanceof Unreachable),
  );
}

async function runCheck(run: Run, check: Check, tries: number): Promise<CheckResult> {
  const { options, send, observe } = run;
  const { name, operation } = check;
  const skipped = reasonToSkip(check, options);
  if (skipped) return { name, operation, probes: 0, seconds: 0, skipped };
  const { credential, stateless: examples = false, seed, signal } = options;
  const start = performance.now();
  const probe = () => new Probe({ send, observe, credential, examples, signal });
  const details = await fc.check(check.property(probe), { seed, numRuns: tries });
  signal?.throwIfAborted();
  const seconds = (performance.now() - start) / 1000;
  const result = { name, operation, probes: details.numRuns, seconds };
  if (!details.failed) return result;
  if (details.errorInstance instanceof NotOffered) return { ...result, skipped: 'not offered' };
  if (details.errorInstance instanceof Unreadable) return { ...result, skipped: details.errorInstance.message };
  if (!(details.errorInstance instanceof CheckFailure)) throw details.errorInstance;
  return { ...result, finding: findingOf(options, details.errorInstance) };
}

function reasonToSkip(
  { changes, remembers, evaluates }: Check,
  { readOnly, stateless }: VerifyOptions,
): string | undefined {
  if (changes && readOnly) return 'it may change something';
  if (remembers && stateless) return 'it needs a deployment that remembers';
  if (evaluates && stateless) return 'it needs answers worked out from the request';
  return undefined;
}

function findingOf({ url, credential, others = {} }: VerifyOptions, { message, requests }: CheckFailure): Finding {
  const variables = Object.entries(others).map(([name, value]) => [`${name.toUpperCase()}_TOKEN`, value]);
  const secrets = new Secrets({ API_TOKEN: credential, ...Object.fromEntries(variables) });
  const lines = requests.map((request) => curlLine(url, request, secrets));
  return {
    message: shown(secrets.hideIn(message)),
    curl: lines.at(-1) ?? '',
    before: lines.slice(-MOST_BEFORE - 1, -1),
  };
}
