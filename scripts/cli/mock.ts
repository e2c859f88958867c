import closeWithGrace from 'close-with-grace';
import { readConfig } from '../../mock/config.ts';
import { createMock, type MockOptions } from '../../mock/examples/server.ts';
import { startProxy } from '../contract-tests/proxy/run.ts';
import { readOptions, USAGE, UsageError } from './mock-options.ts';

/** `npm run mock`. */
async function main(): Promise<void> {
  const { port, proxy } = readOptions(process.argv.slice(2));
  const options = readConfig({ ...process.env, ...(port !== undefined && { PORT: port }) });
  const running = await (proxy ? startProxy({ ...options, ...proxy }) : startMock(options)).catch((error) => {
    throw new Error(listenFailure(error, options));
  });
  console.log(running.greeting);
  closeWithGrace(async ({ err }) => {
    if (err) console.error(err);
    const code = await running.finish();
    if (code !== 0) process.exit(code);
  });
}

async function startMock(options: MockOptions): Promise<{ greeting: string; finish(): Promise<number> }> {
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
    `The mock listens on ${url} and answers with the examples of the contract. Any bearer token will do. Try:`,
    `  ${create}`,
    `  ${create} -H 'Prefer: code=400, example=unknown-module'`,
  ].join('\n');
}

await main().catch((error) => {
  if (error instanceof UsageError) {
    const isHelp = error.message === '';
    console[isHelp ? 'log' : 'error'](isHelp ? USAGE : `${error.message}\n\n${USAGE}`);
    process.exitCode = isHelp ? 0 : 2;
    return;
  }
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
