import closeWithGrace from 'close-with-grace';
import { readConfig } from '../../mock/config.ts';
import type { MockOptions } from '../../mock/examples/server.ts';
import type { MockArguments } from './proxy-options.ts';
import type { Running } from './running.ts';

/** Starts the sandbox, the examples, or the validating proxy, which go on until a signal stops them. */
export async function runMock({ port, proxy, examples, sandbox = {} }: MockArguments): Promise<void> {
  const options = readConfig({ ...process.env, ...(port !== undefined && { PORT: port }) });
  const starting = proxy
    ? startProxy({ ...options, ...proxy })
    : examples
      ? startExamples(options)
      : startSandbox(options, sandbox);
  const running = await starting.catch((error) => {
    throw new Error(listenFailure(error.cause ?? error, options));
  });
  console.log(running.greeting);
  closeWithGrace(async ({ err }) => {
    if (err) console.error(err);
    const code = await running.finish();
    if (code !== 0) process.exit(code);
  });
}

// Each is loaded where it is asked for.
async function startProxy(options: Parameters<typeof import('../contract-tests/proxy/run.ts').startProxy>[0]) {
  return (await import('../contract-tests/proxy/run.ts')).startProxy(options);
}

async function startSandbox(...options: Parameters<typeof import('./sandbox-run.ts').startSandbox>): Promise<Running> {
  return (await import('./sandbox-run.ts')).startSandbox(...options);
}

async function startExamples(options: MockOptions): Promise<Running> {
  const { createMock } = await import('../../mock/examples/server.ts');
  const mock = await createMock(options);
  return {
    greeting: greeting(mock.url),
    async finish() {
      await mock.close();
      return 0;
    },
  };
}

function listenFailure(error: NodeJS.ErrnoException, { host, port }: MockOptions): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} of ${host} is in use: stop what listens there, or choose another with PORT (0 is any free one).`;
  }
  return error.syscall ? `Cannot listen on port ${port} of ${host} (HOST, PORT): ${error.message}.` : error.message;
}

function greeting(url: string): string {
  const create = [
    `curl -i ${url}/public/v1/accounts/api-tokens`,
    "-H 'Authorization: Bearer any' -H 'Content-Type: application/json'",
    `-d '{"name":"ERP connector"}'`,
  ].join(' ');
  return [
    `The mock listens on ${url} and answers with the examples of the contract, whatever it is sent. Any bearer token will do. Try:`,
    `  ${create}`,
    `  ${create} -H 'Prefer: code=400, example=unknown-module'`,
  ].join('\n');
}
