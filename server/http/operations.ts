import { andThen } from '../core/at-once.ts';
import type { Handlers } from '../core/handler.ts';
import { onceFor } from '../core/once-for.ts';
import { ProblemError } from '../core/problems.ts';
import { tellList, type UntypedRequest, untypedHandler } from '../core/untyped.ts';
import type { ClientReader } from './client.ts';
import { contextOf, type RequestContext } from './context.ts';
import type { AnswerCheck } from './contract.ts';
import { leavingOf } from './leaving.ts';
import type { RecordCheck } from './records.ts';
import { send } from './send.ts';
import type { Outcome, Step } from './step.ts';
import { sendStream } from './stream.ts';

const MEDIA_TYPE = 'application/json';

export interface AnswerOptions {
  checkAnswer: AnswerCheck;
  checkRecord: RecordCheck;
  client: ClientReader;
  /** The origin that the served contract names, in place of the one that the client used. */
  publicUrl: string | undefined;
}

/** Runs the handler of the operation. The checks before it have made the request what the handler's type asks for. */
export function answerOperation(handlers: Handlers, options: AnswerOptions): Step {
  const { checkAnswer, checkRecord: check, client, publicUrl } = options;
  const { clientOf, originHeaders } = client;
  return (request, response) => {
    const context = contextOf(response);
    const { route, operation, principal, query } = context;
    if (!route || !operation) throw new ProblemError(404);
    const asked: UntypedRequest = {
      principal,
      path: route.parameters,
      query,
      body: request.body,
      header: (name) => request.headers[lowerCase(name)]?.toString(),
      origin: () => publicUrl ?? clientOf(request).origin,
    };
    tellList(operation, asked, () => leavingOf(response));
    return andThen(untypedHandler(handlers, operation)(asked), ({ status, headers, body, text, stream }) => {
      if (operation === 'getOpenApi') describeContract(context, publicUrl === undefined ? originHeaders : []);
      if (stream) return sendStream(request, response, { operation, stream, check }).then((): Outcome => 'answered');
      checkAnswer(operation, { status, contentType: MEDIA_TYPE, body });
      send(response, {
        status,
        headers,
        ...(body !== undefined && { body: { mediaType: MEDIA_TYPE, value: body, text } }),
      });
      return 'answered';
    });
  };
}

/** The name of a header as Node has it: of those that operations read. */
const lowerCase = onceFor((name: string) => name.toLowerCase());

/** A cache asks each time, and keeps what names one origin from who uses another [contract.caching]. */
function describeContract({ headers }: RequestContext, originHeaders: readonly string[]): void {
  headers['Cache-Control'] = 'no-cache';
  if (originHeaders.length > 0) headers.Vary = [headers.Vary ?? [], ...originHeaders].flat().join(', ');
}
