import type { Command } from 'commander';
import { UsageError } from './command.ts';
import { readOrigin, readPort } from './listening.ts';
import type { SandboxValues } from './sandbox-options.ts';

export interface ProxyValues {
  port?: string;
  report?: string;
  reportOnly?: boolean;
}

export const EXIT_CODES = `HOST and PORT are also taken from the environment.
Exit code of the proxy, which stops on SIGINT or SIGTERM: 0 no violation, 1 a violation, a request that your server did
not answer, or a failure of its own; 2 the command line is wrong.`;

/** The options that the mock and the proxy have in common. */
export function proxyOptions(command: Command): Command {
  return command
    .option('--port <port>', 'where it listens, 0 is any free one; 4010, or what PORT says, unless given')
    .option('--report <file>', 'writes the violations of the proxy as JSON when it stops')
    .option(
      '--report-only',
      'lets answers that break the contract pass the proxy, with the header sl-violations; without it, the client gets a problem document with status 500 in their place, so that its test fails',
    );
}

export interface MockArguments {
  port?: string;
  proxy?: { upstream: URL; report?: string; reportOnly: boolean };
  /** Whether answers are the examples of the contract. */
  examples?: boolean;
  sandbox?: SandboxValues;
}

/**
 * @param proxy Where the proxy forwards to; undefined is the mock.
 * @param name Of the option, or the argument, that says it.
 * @throws UsageError
 */
export function readOptions(
  { port, report, reportOnly = false }: ProxyValues,
  proxy: string | undefined,
  name = '--proxy',
): MockArguments {
  const listens = readPort(port);
  if (proxy === undefined && (report !== undefined || reportOnly)) {
    throw new UsageError('--report and --report-only go with --proxy.');
  }
  if (report === '') throw new UsageError('--report must name a file.');
  return {
    ...(listens !== undefined && { port: listens }),
    ...(proxy !== undefined && { proxy: { upstream: readOrigin(name, proxy), ...(report && { report }), reportOnly } }),
  };
}
