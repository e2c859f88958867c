import { parse } from 'tctx/traceparent';

/** Where a request stands in a trace (W3C Trace Context). As text it is a `traceparent`. */
export class Trace {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits, of this request alone. */
  readonly spanId: string;
  readonly #flags: number;

  constructor(traceId: string, spanId: string, flags: number) {
    this.traceId = traceId;
    this.spanId = spanId;
    this.#flags = flags;
  }

  toString(): string {
    return `00-${this.traceId}-${this.spanId}-${this.#flags.toString(16).padStart(2, '0')}`;
  }
}

// The library also takes capitals, which W3C Trace Context forbids.
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Sampled, and with a random id. */
const NEW_FLAGS = 3;
const [TRACE_DIGITS, SPAN_DIGITS] = [32, 16];

/** Continues the trace of a `traceparent` header, or starts one [errors.trace]. */
export function continueTrace(header: string | undefined): Trace {
  const incoming = header !== undefined && TRACEPARENT.test(header) ? parse(header)?.child() : undefined;
  if (incoming) return new Trace(incoming.trace_id, incoming.parent_id, incoming.flags);
  return new Trace(randomDigits(TRACE_DIGITS), randomDigits(SPAN_DIGITS), NEW_FLAGS);
}

const POOL_BYTES = 3072;
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
let pool = '';
let used = 0;

/** Digits for a hundred requests are drawn at once: by the call, not by the byte, is what the generator takes. */
function randomDigits(count: number): string {
  if (used + count > pool.length) {
    const bytes = crypto.getRandomValues(new Uint8Array(POOL_BYTES));
    pool = '';
    for (const byte of bytes) pool += BYTES[byte];
    used = 0;
  }
  used += count;
  return pool.slice(used - count, used);
}
