import type { OperationId } from '../../generated/operations.ts';
import type { StreamOf } from '../../server/core/stream/stream.ts';
import type { Asked } from './asked.ts';
import type { DeclaredAnswer } from './declared.ts';
import { BrokenContract, checkAnswer } from './form.ts';
import { PROBLEM_TYPE, type Reply } from './reply.ts';

/** What the sandbox sets itself. */
const OF_EACH_ANSWER = ['cache-control'];

/**
 * The answer of an override as a reply.
 * @throws BrokenContract for an answer that the operation does not have in the contract.
 */
export function overriddenReply(
  answer: unknown,
  { traceId }: Asked,
  operation: OperationId,
  declared: readonly DeclaredAnswer[],
): Reply {
  const { status, headers = {}, body, stream } = Object(answer);
  const found = declared.find((one) => one.status === status);
  if (!found) throw new BrokenContract(operation, `The answer ${status} of the override`);
  const texts = headersOf(headers);
  checkHeaders(operation, found, texts);
  if (stream !== undefined) return { status, headers: texts, stream: stream as StreamOf<object> };
  if (status < 400) {
    checkAnswer(operation, status, body);
    return { status, headers: texts, body };
  }
  const problem = { traceId, ...Object(body) };
  checkAnswer(operation, status, problem);
  if (problem.status !== status) throw new BrokenContract(operation, `The status ${problem.status} in a ${status}`);
  return { status, headers: { 'Content-Type': PROBLEM_TYPE, 'Cache-Control': 'no-store', ...texts }, body: problem };
}

function headersOf(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function checkHeaders(
  operation: OperationId,
  { status, required }: DeclaredAnswer,
  headers: Record<string, string>,
): void {
  const given = Object.keys(headers).map((name) => name.toLowerCase());
  const surplus = given.find((name) => !required.has(name));
  const missing = [...required].find(([name, isRequired]) => {
    return isRequired && !given.includes(name) && !OF_EACH_ANSWER.includes(name);
  })?.[0];
  if (surplus !== undefined) throw new BrokenContract(operation, `The header ${surplus} of the answer ${status}`);
  if (missing === undefined) return;
  const message = `must have ${missing}`;
  throw new BrokenContract(operation, `The answer ${status}`, [
    { keyword: 'required', instancePath: '/headers', params: {}, message },
  ]);
}
