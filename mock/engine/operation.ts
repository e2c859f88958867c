import type { OperationId } from '../../generated/operations.ts';
import { ProblemError } from '../../server/core/problems.ts';
import { tellList, type UntypedRequest, untypedHandler } from '../../server/core/untyped.ts';
import type { Asked } from './asked.ts';
import type { DeclaredAnswer } from './declared.ts';
import { overriddenReply } from './overridden.ts';
import { JSON_TYPE, type Reply } from './reply.ts';

type Declared = Readonly<Record<OperationId, readonly DeclaredAnswer[]>>;

/**
 * Runs the handler of the operation, or what was set in its place. The checks before it have made the request what the
 * handler's type asks for.
 */
export async function answerOperation(asked: Asked, declared: Declared): Promise<Reply> {
  const { state, request, route, operation, principal, query, body } = asked;
  if (!route || !operation) throw new ProblemError(404);
  const { headers, origin, signal } = request;
  const told: UntypedRequest = {
    principal,
    path: route.parameters,
    query,
    body,
    header: (name) => headers[name.toLowerCase()],
    origin: () => origin,
  };
  tellList(operation, told, () => signal ?? new AbortController().signal);
  const asUsual = async () => untypedHandler(state.core.handlers, operation)(told);
  const override = state.overrides.of(operation);
  if (override) asked.because = 'override';
  const result = override
    ? overriddenReply(await override(told, asUsual), asked, operation, declared[operation])
    : await asUsual();
  const caching =
    operation === 'getOpenApi' ? { 'Cache-Control': 'no-cache', Vary: 'Host' } : { 'Cache-Control': 'no-store' };
  const type = result.body === undefined ? {} : { 'Content-Type': JSON_TYPE };
  return { ...result, headers: { ...caching, ...type, ...result.headers } };
}
