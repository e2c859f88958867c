import type { OperationId } from '../../generated/operations.ts';
import type { ProblemCode } from '../../server/core/problems.ts';
import { STREAM_CONTENT_TYPES, streamTexts } from '../../server/core/stream/texts.ts';
import type { Asked } from './asked.ts';
import { PERMISSION, RULE_HEADER, STAND_IN_HEADER } from './cors.ts';
import type { SandboxAnswer } from './exchange.ts';
import { checkRecord } from './form.ts';
import { codeOf, type Reply } from './reply.ts';
import { type RuleId, ruleOf } from './rules.ts';
import type { StandIn } from './stand-in.ts';

/** What goes out, and what is known of it. */
export interface Answer {
  sent: SandboxAnswer;
  code: ProblemCode | undefined;
  rule: RuleId | undefined;
}

export interface SendingOptions {
  standIn: StandIn | undefined;
  /** Told where a stream breaks. */
  tell(error: unknown): void;
}

/** A reply as it goes out. @throws what a stream fails with before its first records. */
export async function sent(reply: Reply, asked: Asked, { standIn, tell }: SendingOptions): Promise<Answer> {
  const { status, body, stream } = reply;
  const { operation, request } = asked;
  const code = codeOf(reply);
  const rule = code && ruleOf(code, operation);
  const headers = {
    ...PERMISSION,
    ...asked.headers,
    ...reply.headers,
    ...(asked.isStandIn && standIn && { [STAND_IN_HEADER]: standIn.id }),
    ...(rule && { [RULE_HEADER]: rule }),
  };
  if (!stream || !operation) {
    return { sent: { status, headers, body: body === undefined ? undefined : JSON.stringify(body) }, code, rule };
  }
  const streaming = {
    ...headers,
    'Content-Type': STREAM_CONTENT_TYPES[stream.mediaType],
    'MPT-Streaming': 'true',
    'MPT-Item-Count': String(stream.count),
  };
  const texts = request.method === 'HEAD' ? undefined : await begun(streamTexts(stream, checked(operation)), tell);
  return { sent: { status, headers: streaming, body: texts }, code, rule };
}

function checked(operation: OperationId): (record: object) => void {
  return (record) => checkRecord(operation, record);
}

/** Reads the first piece at once: until then a failure is an answer. */
async function begun(
  texts: AsyncGenerator<string, void, undefined>,
  tell: (error: unknown) => void,
): Promise<AsyncGenerator<string, void, undefined>> {
  const first = await texts.next();
  return rest();

  async function* rest() {
    try {
      if (!first.done) yield first.value;
      yield* texts;
    } catch (error) {
      tell(error);
      throw error;
    } finally {
      await texts.return();
    }
  }
}
