import { isSpanContextValid, trace } from '@opentelemetry/api';
import { Trace } from '../core/trace.ts';

/**
 * Where a request stands in the trace of OpenTelemetry, if its SDK was loaded before the server (`NODE_OPTIONS`) and has begun
 * a span for it: log, problems and audit trail then have that span's ids.
 */
export function activeTrace(): Trace | undefined {
  const span = trace.getActiveSpan()?.spanContext();
  return span && isSpanContextValid(span) ? new Trace(span.traceId, span.spanId, span.traceFlags) : undefined;
}
