import { type Client, rql } from 'marketplace-api-tokens';

/** A name that no token may have. */
export class NameRefused extends Error {}

/**
 * The credential of a connector: that of the active token with its name, or of a new one.
 * @throws NameRefused, or what the client throws.
 */
export async function credentialOf(client: Client, name: string): Promise<string> {
  const filter = rql.and(rql.eq('name', name), rql.eq('status', 'Active'));
  const { data } = await client.listApiTokens({ filter, limit: 1 });
  const token = data[0] ?? (await create(client, name));
  return token.token;
}

/** Disables every active token of a connector, and tells how many there were. */
export async function retire(client: Client, name: string): Promise<number> {
  const filter = rql.and(rql.eq('name', name), rql.eq('status', 'Active'));
  const ids = [];
  for await (const { id } of client.eachApiToken({ filter })) ids.push(id);
  for (const id of ids) await client.disableApiToken(id);
  return ids.length;
}

async function create(client: Client, name: string) {
  const { data, error } = await client.createApiToken({ name }, { idempotencyKey: crypto.randomUUID() }).safe();
  if (data) return data;
  throw error.code === 'name.invalid' ? new NameRefused(name, { cause: error }) : error;
}
