import type { Client } from '../client.ts';
import { rql } from '../rql.ts';
import type { SelectedItem } from '../types.ts';

export interface Leaked {
  /** As it was found, with its `audit`. */
  token: SelectedItem<'apiTokens'>;
  /** Whether it was disabled now; it may have been before. */
  disabled: boolean;
  /** Who made it: the token that created it, of the account that it acted for. Undefined for seeded data. */
  by: { id?: string; name?: string } | undefined;
  of: { id?: string; name?: string } | undefined;
}

/**
 * Stops a credential that was found where it should not be: finds its token and disables it. Undefined where no token that
 * the caller may see has it; a deleted one works no more. Rejects as the operations do.
 * @param credential The whole of it. It goes into the query, as the API has it for programs that look themselves up.
 */
export async function stopLeaked(
  client: Pick<Client, 'disableApiToken' | 'listApiTokens'>,
  credential: string,
): Promise<Leaked | undefined> {
  const filter = rql.eq('token', credential.trim());
  const { data } = await client.listApiTokens({ filter, select: ['+audit'], limit: 1 });
  const [token] = data;
  if (!token?.id) return undefined;
  const disabled = token.status === 'Active';
  if (disabled) await client.disableApiToken(token.id);
  return { token, disabled, by: token.audit?.created?.by, of: token.audit?.created?.of };
}
