import { make, parse, type Traceparent } from 'tctx/traceparent';

// The library also takes capitals, which W3C Trace Context forbids.
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Continues the trace of a `traceparent` header, or starts one [errors.trace]. */
export function continueTrace(header: string | undefined): Traceparent {
  const incoming = TRACEPARENT.test(header ?? '') ? parse(header ?? '') : null;
  return incoming?.child() ?? make();
}
