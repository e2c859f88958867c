import { registeredTracing } from './http/active-trace.ts';

/** What to say where variables of OpenTelemetry are set and no SDK is there that would read them. */
export function missingTracing(environment: Record<string, string | undefined>): string | undefined {
  const set = Object.keys(environment).filter((name) => name.startsWith('OTEL_'));
  if (set.length === 0 || environment.OTEL_SDK_DISABLED === 'true') return undefined;
  const registered = registeredTracing();
  if (registered && 'trace' in registered) return undefined;
  return `${set.join(', ')} set, but no SDK of OpenTelemetry is loaded, so nothing is traced: install @opentelemetry/auto-instrumentations-node and set NODE_OPTIONS="--import @opentelemetry/auto-instrumentations-node/register".`;
}
