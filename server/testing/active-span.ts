import { type Context, context, ROOT_CONTEXT, trace } from '@opentelemetry/api';

/** Loaded before a server, as an SDK of OpenTelemetry is: whatever runs, runs in one span. */
const active: Context = trace.setSpanContext(ROOT_CONTEXT, {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: 1,
});

context.setGlobalContextManager({
  active: () => active,
  with: (_context, work, self, ...words) => work.call(self as ThisParameterType<typeof work>, ...words),
  bind: (_context, target) => target,
  enable() {
    return this;
  },
  disable() {
    return this;
  },
});
