import { assert } from 'vitest';

/** A response as it was observed. */
export interface Observed {
  status: number;
  headers: Headers;
  text: string;
  /** The JSON that `text` holds, undefined where it holds none. */
  body: unknown;
}

/** What judges answers by the contract. It stands above the server, so the tests are given it by their setup. */
export interface Judge {
  /** What an answer breaks of the contract, each as a sentence. */
  findings(method: string, path: string, observed: Observed): string[];
  /** What a body is missing to be the problem document of its status. */
  problemFindings(method: string, path: string, observed: Observed): string[];
  /** Counts what an answer, and the text of the body that was sent for it, exercise of the contract. */
  count(method: string, path: string, sent: string | undefined, observed: Observed): void;
  /** Whether there is a reason why no test brings about a status or an example, such as `getAccount 403`. */
  isExcepted(name: string): boolean;
}

let judge: (() => Promise<Judge>) | undefined;

/** Says who judges; the setup of the tests does. It is loaded at the first answer: many a test file calls no server. */
export function judgeBy(load: () => Promise<Judge>): void {
  let loaded: Promise<Judge> | undefined;
  judge = () => {
    loaded ??= load();
    return loaded;
  };
}

/** @throws Error where nobody judges, so that no answer passes unseen. */
export async function contractJudge(): Promise<Judge> {
  if (!judge) throw new Error('Nobody judges answers: run the tests with --config .config/vitest.ts, which says who.');
  return judge();
}

/**
 * Counts what an answer, and the body that was sent for it, exercise of the contract, which `npm run coverage` shows.
 * @throws AssertionError that says which promises of the contract the answer breaks.
 */
export async function assertKeepsContract(
  method: string,
  path: string,
  observed: Observed,
  sent?: string | Uint8Array | undefined,
): Promise<void> {
  await assertDeclared(method, path, observed);
  const { count } = await contractJudge();
  count(method, path, sent instanceof Uint8Array ? new TextDecoder().decode(sent) : sent, observed);
}

/**
 * The same of an answer that counts for nothing, because it was asked for: a mock gives any that is declared.
 * @throws AssertionError that says which promises of the contract the answer breaks.
 */
export async function assertDeclared(method: string, path: string, observed: Observed): Promise<void> {
  const { findings } = await contractJudge();
  // Not `expect`: a test that calls and expects nothing of its own would count as one that does.
  assert.deepEqual(findings(method, path, observed), [], `${method} ${path} ${observed.status}`);
}

/** @throws AssertionError where a body is no problem document of its status. */
export async function assertProblem(method: string, path: string, observed: Observed): Promise<void> {
  const { problemFindings } = await contractJudge();
  assert.deepEqual(problemFindings(method, path, observed), []);
}
