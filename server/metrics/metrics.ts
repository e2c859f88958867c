import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { StoreUnavailable } from '../core/ports/store-unavailable.ts';
import type { ObservedRequest } from '../http/observe.ts';

/** What can be read of a server at any moment; each is read when somebody asks for the metrics. */
export interface Readings {
  requestsUnderWay(): number;
  requestsShed(): number;
  connections(): number;
  loopDelaySeconds(): number;
  lists(): { waiting: number; underWay: number };
  /** Changes that were asked for and are not answered. */
  changesWaiting(): number;
  /** Connections to the database for reading. */
  pool(): { busy: number; idle: number; waiting: number };
  credentialsDamaged(): number;
  /** Whether the server could answer requests. */
  isReady(): Promise<boolean>;
}

export interface Metrics {
  observeRequest(request: ObservedRequest): void;
  /** A call of the store that is over. @param failure What it rejected with. */
  observeStore(call: string, seconds: number, failure?: unknown): void;
  /** The text that Prometheus reads, and its media type. */
  text(): Promise<{ contentType: string; body: string }>;
}

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** In place of the operation of what is outside the contract. */
const NO_OPERATION = 'none';
/** In place of the status where nobody was there for the answer. */
const NO_STATUS = 'left';

/** What a server counts and measures. Labels are words of the contract and of this code, never of a request [secrets.nowhere]. */
export function createMetrics(readings: Readings): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const requests = new Counter({
    name: 'api_tokens_requests_total',
    help: 'Requests that are over, by operation of the contract and status.',
    labelNames: ['operation', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'api_tokens_request_duration_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['operation'],
    buckets: SECONDS,
    registers,
  });
  const problems = new Counter({
    name: 'api_tokens_problems_total',
    help: 'Problems that were answered, by the code of the contract: what callers get wrong, and what the server does.',
    labelNames: ['operation', 'code'],
    registers,
  });
  const storeDurations = new Histogram({
    name: 'api_tokens_store_duration_seconds',
    help: 'Time that the store took, by call; a change includes its wait for others and for the disk.',
    labelNames: ['call'],
    buckets: SECONDS,
    registers,
  });
  const storeFailures = new Counter({
    name: 'api_tokens_store_failures_total',
    help: 'Calls that the store could not carry out, by reason.',
    labelNames: ['reason'],
    registers,
  });
  addReadings(registers, readings);

  return {
    observeRequest({ operation = NO_OPERATION, status = NO_STATUS, code, seconds }) {
      requests.inc({ operation, status });
      durations.observe({ operation }, seconds);
      if (code !== undefined) problems.inc({ operation, code });
    },
    observeStore(call, seconds, failure) {
      storeDurations.observe({ call }, seconds);
      if (failure instanceof StoreUnavailable) storeFailures.inc({ reason: failure.reason });
    },
    text: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}

function addReadings(registers: Registry[], readings: Readings): void {
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await read());
      },
    });
  gauge('api_tokens_ready', 'Whether requests could be answered now.', async () => Number(await readings.isReady()));
  gauge('api_tokens_requests_under_way', 'Requests that are not answered whole.', readings.requestsUnderWay);
  gauge('api_tokens_connections', 'Open connections.', readings.connections);
  gauge('api_tokens_loop_delay_seconds', 'How late the event loop is, smoothed.', readings.loopDelaySeconds);
  gauge('api_tokens_lists_waiting', 'Lists that wait for their turn.', () => readings.lists().waiting);
  gauge('api_tokens_lists_under_way', 'Lists that are read.', () => readings.lists().underWay);
  gauge('api_tokens_changes_waiting', 'Changes that are not answered.', readings.changesWaiting);
  gauge('api_tokens_credentials_damaged', 'Credentials that did not open.', readings.credentialsDamaged);
  new Gauge({
    name: 'api_tokens_pool',
    help: 'Connections to the database for reading that are busy and idle, and who waits for one.',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, count] of Object.entries(readings.pool())) this.set({ state }, count);
    },
  });
  new Counter({
    name: 'api_tokens_requests_shed_total',
    help: 'Requests that were refused because there was too much to do.',
    registers,
    collect() {
      this.reset();
      this.inc(readings.requestsShed());
    },
  });
}
