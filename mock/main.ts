import closeWithGrace from 'close-with-grace';
import { readConfig } from './config.ts';
import { createMock, type MockOptions } from './server.ts';

/** `npm run mock`. */
async function main(): Promise<void> {
  const options = readConfig(process.env);
  const mock = await createMock(options).catch((error) => {
    throw new Error(listenFailure(error, options));
  });
  console.log(greeting(mock.url));
  closeWithGrace(async ({ err }) => {
    if (err) console.error(err);
    await mock.close();
  });
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

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
