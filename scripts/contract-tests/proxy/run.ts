import { access, constants, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { shown } from '../judge/shown.ts';
import { counted, lineOf } from '../judge/tally.ts';
import { createProxy, type ValidatingProxy } from './server.ts';

export interface RunOptions {
  upstream: URL;
  report?: string;
  reportOnly: boolean;
  host: string;
  port: number;
}

export interface RunningProxy {
  greeting: string;
  /** Stops it, tells the result, writes the report; answers with the exit code. */
  finish(): Promise<number>;
}

/** Starts the proxy, which tells each violation on the standard error, in one line. */
export async function startProxy(options: RunOptions): Promise<RunningProxy> {
  const { upstream, report, reportOnly } = options;
  if (report !== undefined) await requireFolder(report);
  const proxy = await createProxy({
    ...options,
    onViolation: (violation) => console.error(lineOf(violation)),
    onUnanswered: (reason) => console.error(`UNANSWERED ${upstream.origin}: ${shown(reason)}`),
  });
  const consequence = reportOnly ? 'told here and in the header sl-violations' : 'answered with 500 and told here';
  return {
    greeting: `The proxy listens on ${proxy.url} and forwards to ${upstream.origin}. Violations are ${consequence}.`,
    async finish() {
      await proxy.close();
      console.log(summaryOf(proxy));
      if (report !== undefined) await writeReport(report, upstream, proxy);
      return proxy.tally.violations.length + proxy.unanswered() > 0 ? 1 : 0;
    },
  };
}

function summaryOf({ tally, unanswered }: ValidatingProxy): string {
  const missing = unanswered();
  return `${tally.summary()}${missing > 0 ? `, ${counted(missing, 'request')} unanswered` : ''}`;
}

async function requireFolder(report: string): Promise<void> {
  await access(dirname(report), constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`Cannot write into the folder of ${report} (--report): ${error.code}.`);
  });
}

async function writeReport(file: string, upstream: URL, { tally, unanswered }: ValidatingProxy): Promise<void> {
  const { exchanges, notJudged, violations } = tally;
  const unread = Object.fromEntries(tally.unread);
  const content = { upstream: upstream.origin, exchanges, notJudged, unread, unanswered: unanswered(), violations };
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`);
}
