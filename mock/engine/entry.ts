import type { Asked } from './asked.ts';
import type { SandboxRequest } from './exchange.ts';
import type { Entry } from './journal.ts';
import type { Answer } from './sent.ts';

type Begun = Pick<Entry, 'at' | 'state' | 'method' | 'target' | 'requestHeaders' | 'broken'>;

/** What is known of a request before it is answered. */
export function begun({ method, target, headers }: SandboxRequest, state: string): Begun {
  const given = Object.entries(headers).filter((header): header is [string, string] => header[1] !== undefined);
  return { at: Date.now(), state, method, target, requestHeaders: Object.fromEntries(given), broken: undefined };
}

/** What it was taken for, and what was answered. */
export function ended(asked: Asked, answer: Answer): Omit<Entry, 'number' | 'durationMs' | keyof Begun> {
  const { operation, principal, isStandIn, because, bytes } = asked;
  const taken = {
    operation,
    caller: principal?.token.id,
    isStandIn,
    because,
    requestBody: bytes && new TextDecoder().decode(bytes),
  };
  const { sent, code, rule } = answer;
  if (sent === 'cut') return { ...taken, status: 'cut', responseHeaders: {}, responseBody: undefined, code, rule };
  const { status, headers, body } = sent;
  return {
    ...taken,
    status,
    responseHeaders: headers,
    responseBody: typeof body === 'object' ? 'a stream' : body,
    code,
    rule,
  };
}
