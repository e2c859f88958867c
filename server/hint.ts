import { readFile } from 'node:fs/promises';
import { mayCreateForItself } from './core/policy.ts';
import { authenticator } from './core/tokens/authentication.ts';
import { callable } from './http/listen.ts';
import type { RunningServer } from './index.ts';

/**
 * What to try next, for the person who started the server: where the credentials are, and a `curl` line that creates a
 * token. The line reads the credential from the file when it runs, and contains none.
 */
export async function startHint({ url, config, store, keyring }: RunningServer): Promise<string> {
  const origin = callable(url);
  const lines = [`\nAPI tokens are served at ${origin}, by the contract at ${origin}/public/v1/openapi.json`];
  const credentials = await readCredentials(config.credentialsFile);
  const creator = await findCreator(credentials, authenticator({ store, vault: keyring, onUse: () => {} }));
  if (creator) {
    lines.push(
      `The credentials of the seeded tokens are in ${config.credentialsFile}`,
      '\nCreate a token with one of them:\n',
      createCommand(origin, config.credentialsFile, creator),
    );
  } else {
    lines.push('No seeded credential may create a token here: start with an empty database and a seed to have one.');
  }
  return `${lines.join('\n')}\n`;
}

async function readCredentials(file: string): Promise<Record<string, string>> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return {};
  }
}

async function findCreator(
  credentials: Record<string, string>,
  authenticate: ReturnType<typeof authenticator>,
): Promise<string | undefined> {
  for (const [id, credential] of Object.entries(credentials)) {
    const principal = await authenticate(credential);
    if (principal && mayCreateForItself(principal)) return id;
  }
  return undefined;
}

function createCommand(origin: string, file: string, tokenId: string): string {
  const read = `node -p 'JSON.parse(fs.readFileSync(process.argv[1]))[process.argv[2]]' ${quote(file)} ${tokenId}`;
  return [
    `curl -i ${origin}/public/v1/accounts/api-tokens`,
    `  -H "Authorization: Bearer $(${read})"`,
    "  -H 'Content-Type: application/json'",
    `  -d '{"name": "My first token"}'`,
  ].join(' \\\n');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
