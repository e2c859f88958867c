import type { MockConfig } from '../../mock/config.ts';
import { controlsOf } from '../../mock/engine/controls.ts';
import type { SavedState } from '../../mock/engine/saved-state.ts';
import { lineOf } from '../../mock/sandbox/line.ts';
import { createSandbox } from '../../mock/sandbox/server.ts';
import { createLogger } from '../../server/http/log.ts';
import type { Running } from './running.ts';
import { readControls, readState, type SandboxValues, writeState } from './sandbox-options.ts';

/** Starts the sandbox as the options say. @throws UsageError, Error where it cannot start. */
export async function startSandbox(config: MockConfig, values: SandboxValues): Promise<Running> {
  const { clock, faults, rateLimit, next } = readControls(values);
  const saved = values.state === undefined ? undefined : await readState(values.state);
  const sandbox = await createSandbox({
    ...config,
    logger: createLogger(config.logLevel),
    anyBearer: !values.strict,
    rateLimit,
    allowRemoteControls: values.allowRemoteControls ?? false,
    onEntry: (entry) => console.log(lineOf(entry, { colours: process.stdout.isTTY })),
  });
  const controls = controlsOf(sandbox.engine);
  try {
    if (saved !== undefined) await controls.restore(saved as SavedState);
    if (clock !== undefined) await controls.setClock({ at: clock });
    await controls.setFaults(faults);
    for (const [operation, answers] of Object.entries(next)) await controls.next(operation as never, ...answers);
  } catch (error) {
    await sandbox.close();
    throw error;
  }
  return {
    greeting: greeting(sandbox.url, values),
    async finish() {
      if (values.state !== undefined) await writeState(values.state, await controls.save());
      await sandbox.close();
      return 0;
    },
  };
}

function greeting(url: string, { strict = false }: SandboxValues): string {
  const bearer = strict ? '$API_TOKEN' : 'any';
  const create = [
    `curl -i ${url}/public/v1/accounts/api-tokens`,
    `-H 'Authorization: Bearer ${bearer}' -H 'Content-Type: application/json'`,
    `-d '{"name":"My app"}'`,
  ].join(' ');
  const caller = strict ? 'Every bearer token has to be a credential.' : 'Any bearer token will do.';
  return [
    `The mock listens on ${url}: the API in memory, with all its rules. ${caller} Try:`,
    `  ${create}`,
    `  curl '${url}/public/v1/accounts/api-tokens?ilike(name,My*)' -H 'Authorization: Bearer ${bearer}'`,
    `  ${create} -H 'Prefer: code=400, example=unknown-module'`,
    `  curl -X PUT ${url}/sandbox/next -d '{"createApiToken":[{"status":429,"times":2}]}'`,
    `  curl -X POST ${url}/sandbox/reset`,
  ].join('\n');
}
