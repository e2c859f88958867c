/**
 * Gives each connector that is named a token, and disables the tokens of those that no longer are:
 *
 *   node connectors.ts 'ERP connector' 'CRM connector'
 */
import { ApiProblem, createClient, rql } from 'marketplace-api-tokens';

const { API_URL = 'http://127.0.0.1:4010', API_TOKEN = 'any' } = process.env;
const client = createClient({ baseUrl: API_URL, token: API_TOKEN });

try {
  const missing = new Set(process.argv.slice(2));
  for (const { id, name } of await activeConnectors()) {
    if (!missing.delete(name)) await disable(id, name);
  }
  for (const name of missing) await create(name);
} catch (error) {
  if (!(error instanceof ApiProblem)) throw error;
  console.error(told(error));
  process.exitCode = 1;
}

/** All of them before anything is done: what is disabled leaves the filter, and the pages behind it would move up. */
async function activeConnectors() {
  const filter = rql.and(rql.eq('status', 'Active'), rql.ilike('name', '* connector'));
  const tokens = [];
  for await (const token of client.eachApiToken({ filter })) tokens.push(token);
  return tokens;
}

async function create(name: string) {
  // With a key, an answer that is lost on the way makes no second token.
  const idempotencyKey = crypto.randomUUID();
  const { data, error } = await client.createApiToken({ name }, { idempotencyKey }).safe();
  // data.token is the credential: put it where you keep secrets, and print it nowhere.
  if (data) return console.log(`${data.id} created: ${name}`);
  if (error.code !== 'name.invalid') throw error;
  console.error(`${JSON.stringify(name)} cannot be the name of a token: ${error.errors?.name?.join(' ')}`);
  process.exitCode = 1;
}

async function disable(id: string, name: string) {
  const { error } = await client.disableApiToken(id).safe();
  // Somebody else was faster: that is as well.
  if (error && error.code !== 'status.transition') throw error;
  console.log(`${id} disabled: ${name}`);
}

function told(problem: ApiProblem): string {
  switch (problem.code) {
    case 'credential.invalid':
      return 'API_TOKEN is not accepted: it is wrong, disabled or deleted.';
    case 'permission.missing':
      return 'API_TOKEN may not manage tokens: give it the module "Access management".';
    case 'rate.exceeded':
      return `Too many requests: try again in ${problem.retryAfter ?? 60} seconds.`;
    default:
      return `${problem.message} (trace ${problem.traceId})`;
  }
}
