import type { Config } from '../config.ts';
import type { Changes } from '../core/changes.ts';
import type { Store } from '../core/ports/store.ts';
import type { MetricsServer } from './listen.ts';
import type { Metrics, Readings } from './metrics.ts';

/** What measures a server, and where it is told. */
export interface Measured {
  metrics: Metrics;
  store(store: Store): Store;
  changes(changes: Changes): Changes;
  serve(): Promise<MetricsServer>;
}

/** What measures, where metrics are wanted: it is loaded only then. */
export async function measure(
  { metricsHost: host, metricsPort: port }: Pick<Config, 'metricsHost' | 'metricsPort'>,
  readings: Readings,
): Promise<Measured | undefined> {
  if (port === undefined) return undefined;
  const [{ createMetrics }, { timedChanges, timedStore }, { serveMetrics }] = await Promise.all([
    import('./metrics.ts'),
    import('./timed.ts'),
    import('./listen.ts'),
  ]);
  const metrics = createMetrics(readings);
  return {
    metrics,
    store: (store) => timedStore(store, metrics.observeStore),
    changes: (changes) => timedChanges(changes, metrics.observeStore),
    serve: () => serveMetrics(metrics, { host, port }),
  };
}
