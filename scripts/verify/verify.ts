import fc from 'fast-check';
import type { OperationId } from '../../generated/operations.ts';
import { withoutCredentials } from '../../server/secrets/credential.ts';
import type { Check } from './check.ts';
import { checksFor } from './checks/index.ts';
import { curlLine } from './curl.ts';
import { type Send, sender } from './http.ts';
import { type Exchange, Probe, Violation } from './probe.ts';
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
  /** Ends the run after the check that is on. */
  signal?: AbortSignal;
  /** Is told of every request and its answer. */
  observe?: (exchange: Exchange) => void;
  /** Is told of every check when it is done. */
  progress?: (result: CheckResult) => void;
}

export interface Finding {
  /** What is broken, without values that may be secret. */
  message: string;
  /** The request that shows it, as a line for a shell. */
  curl: string;
  /** What was sent before it in the same try. */
  before: string[];
}

export interface CheckResult {
  name: string;
  operation: OperationId | undefined;
  /** How often it was tried. */
  probes: number;
  seconds: number;
  finding?: Finding;
  /** Why it was not tried. */
  skipped?: string;
}

export interface Report {
  url: string;
  seed: number;
  probes: number;
  requests: number;
  results: CheckResult[];
  /** Ids of tokens that were created and could not be deleted. */
  leftBehind: string[];
}

/** Shrinking a failure ends after this time, with the least that failed until then. */
const SHRINKING_MS = 20_000;
const MOST_BEFORE = 12;

/**
 * Checks a deployment against the contract, each check with random data that the seed decides.
 * @throws Unreachable, UselessCredential.
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  const send = sender(options.url);
  let requests = 0;
  const observe = (exchange: Exchange) => {
    requests += 1;
    options.observe?.(exchange);
  };
  const run: Run = { options, send, observe };
  try {
    const { results, leftBehind } = await runAll(run);
    const probes = results.reduce((sum, result) => sum + result.probes, 0);
    return { url: options.url, seed: options.seed, probes, requests, results, leftBehind };
  } finally {
    send.close();
  }
}

interface Run {
  options: VerifyOptions;
  send: Send;
  observe(exchange: Exchange): void;
}

async function runAll(run: Run): Promise<Pick<Report, 'results' | 'leftBehind'>> {
  const { credential, others = {}, readOnly = false, stateless = false, progress } = run.options;
  const results: CheckResult[] = [];
  const report = (result: CheckResult) => {
    results.push(result);
    progress?.(result);
  };
  let world: World;
  try {
    const isReadOnly = readOnly || stateless;
    world = await discover({ send: run.send, observe: run.observe, credential, others, readOnly: isReadOnly });
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    report({ name: 'looking around', operation: undefined, probes: 1, seconds: 0, finding: findingOf(run, error) });
    return { results, leftBehind: [] };
  }
  let leftBehind: string[] = [];
  try {
    await runChecks(run, world, report);
  } finally {
    leftBehind = await world.cleanUp();
  }
  return { results, leftBehind };
}

async function runChecks(run: Run, world: World, report: (result: CheckResult) => void): Promise<void> {
  const { only = '', bail, signal, probes, workflows } = run.options;
  const checks = checksFor(world).filter(({ name }) => name.includes(only));
  const weight = checks.reduce((sum, check) => sum + check.weight, 0);
  if (workflows) report(await checkWorkflows(run.options, world));
  for (const check of checks) {
    if (signal?.aborted) return;
    const tries = Math.max(1, Math.ceil((probes * check.weight) / (weight || 1)));
    const result = await runCheck(run, check, check.weight === 0 ? 1 : tries);
    report(result);
    if (bail && result.finding) return;
  }
}

async function runCheck(run: Run, check: Check, tries: number): Promise<CheckResult> {
  const { options, send, observe } = run;
  const { name, operation } = check;
  const skipped = reasonToSkip(check, options);
  if (skipped) return { name, operation, probes: 0, seconds: 0, skipped };
  const start = performance.now();
  const probe = () =>
    new Probe({ send, observe, credential: options.credential, examples: options.stateless ?? false });
  const details = await fc.check(check.property(probe), {
    seed: options.seed,
    numRuns: tries,
    interruptAfterTimeLimit: SHRINKING_MS,
    markInterruptAsFailure: false,
  });
  const seconds = (performance.now() - start) / 1000;
  const result = { name, operation, probes: details.numRuns, seconds };
  if (!details.failed) return result;
  if (!(details.errorInstance instanceof Violation)) throw details.errorInstance;
  return { ...result, finding: findingOf(run, details.errorInstance) };
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

function findingOf({ options }: Run, { message, exchanges }: Violation): Finding {
  const lines = exchanges.map(({ request }) => curlLine(options.url, request, options.credential));
  return { message: withoutCredentials(message), curl: lines.at(-1) ?? '', before: lines.slice(-MOST_BEFORE - 1, -1) };
}
