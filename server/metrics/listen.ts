import type { RequestListener } from 'node:http';
import { originOf } from '../http/listen.ts';
import { http } from '../http/node-http.ts';
import type { Metrics } from './metrics.ts';

export interface MetricsServer {
  /** Where the metrics are. */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves the metrics on a port of their own, which is no business of callers.
 * @throws Error that says what to change where the address cannot be had.
 */
export async function serveMetrics(
  metrics: Metrics,
  { host, port }: { host: string; port: number },
): Promise<MetricsServer> {
  const server = http.createServer(answerWith(metrics));
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ message }) => {
      reject(
        new Error(`Cannot serve metrics on port ${port} of ${host}: ${message}. Set METRICS_PORT or METRICS_HOST.`),
      );
    });
    server.listen(port, host, resolve);
  });
  return {
    url: `${originOf(server)}/metrics`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function answerWith(metrics: Metrics): RequestListener {
  return ({ method, url }, response) => {
    if (url !== '/metrics' || (method !== 'GET' && method !== 'HEAD')) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('The metrics are at /metrics.\n');
      return;
    }
    metrics.text().then(
      ({ contentType, body }) => response.writeHead(200, { 'Content-Type': contentType }).end(body),
      () => response.writeHead(500).end(),
    );
  };
}
