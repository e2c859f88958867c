import { readWords, UsageError } from './command.ts';

export const USAGE = `Usage: npm run mock -- [--port PORT] [--proxy URL [--report FILE] [--report-only]]

  Without --proxy, the mock: it answers with the examples of the contract.
  With it, a proxy between your client and your server, which checks every exchange against the contract.

  --proxy URL    the origin of your server, such as http://127.0.0.1:8080; https: works too
  --port PORT    where it listens, 0 is any free one; 4010, or what PORT says, unless given
  --report FILE  writes the violations as JSON when it stops
  --report-only  lets answers that break the contract pass, with the header sl-violations; without it, the client gets
                 a problem document with status 500 in their place, so that its test fails

  HOST and PORT are also taken from the environment.

  Exit code of the proxy, which stops on SIGINT or SIGTERM: 0 no violation, 1 a violation, a request that your server
  did not answer, or a failure of its own; 2 the command line is wrong.`;

export interface MockArguments {
  port?: string;
  proxy?: { upstream: URL; report?: string; reportOnly: boolean };
}

/** @throws UsageError */
export function readOptions(words: string[]): MockArguments {
  const { values } = readWords({
    args: words,
    options: {
      proxy: { type: 'string' },
      port: { type: 'string' },
      report: { type: 'string' },
      'report-only': { type: 'boolean' },
    },
  });
  const { port, proxy, report, 'report-only': reportOnly = false } = values;
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) <= 65_535)) {
    throw new UsageError('--port must be a port from 0 (any free one) to 65535.');
  }
  if (proxy === undefined && (report !== undefined || reportOnly)) {
    throw new UsageError('--report and --report-only go with --proxy.');
  }
  if (report === '') throw new UsageError('--report must name a file.');
  return {
    ...(port !== undefined && { port }),
    ...(proxy !== undefined && { proxy: { upstream: readOrigin(proxy), ...(report && { report }), reportOnly } }),
  };
}

/** The value is not repeated: it may hold a password. */
function readOrigin(text: string): URL {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new UsageError('--proxy must be an origin, such as http://127.0.0.1:8080.');
  if (url.username || url.password)
    throw new UsageError('--proxy must be an origin without a user name and a password.');
  if (url.href !== `${url.origin}/`) {
    throw new UsageError(
      '--proxy must be an origin without a path, such as http://127.0.0.1:8080: the paths of the contract are absolute.',
    );
  }
  return url;
}
