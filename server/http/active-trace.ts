import { Trace } from '../core/trace.ts';

/** Where the API of OpenTelemetry has what an SDK registers; it is one for all copies of the API. */
const REGISTERED = Symbol.for('opentelemetry.js.api.1');

/** What an SDK of OpenTelemetry has registered by now, by name; undefined where there is none. */
export function registeredTracing(): object | undefined {
  return (globalThis as Record<symbol, object | undefined>)[REGISTERED];
}

// An SDK is loaded before the server (`NODE_OPTIONS`); without one, the API has nothing to say, and takes a while to load.
const api = registeredTracing() && (await import('@opentelemetry/api'));

/**
 * Where a request stands in the trace of OpenTelemetry, if its SDK was loaded before the server and has begun a span for it:
 * log, problems and audit trail then have that span's ids.
 */
export function activeTrace(): Trace | undefined {
  const span = api?.trace.getActiveSpan()?.spanContext();
  return span && api?.isSpanContextValid(span) ? new Trace(span.traceId, span.spanId, span.traceFlags) : undefined;
}
