import type { AvailableRow, CallerRow, ModuleRow, TokenRow } from './statements.ts';

type Module = ModuleRow | AvailableRow;

/** A token with the fields that are shown by default, as the contract has it. */
export function represent(row: TokenRow, modules: readonly Module[], credential: string) {
  return {
    id: row.id,
    name: row.name,
    ...(row.description !== null && { description: row.description }),
    ...(row.icon !== null && { icon: row.icon }),
    status: row.status,
    token: credential,
    account: {
      id: row.accountId,
      type: row.accountType,
      status: row.accountStatus,
      name: row.accountName,
      icon: row.accountIcon,
    },
    modules: modules.map(representModule),
    ...(row.extensions !== null && { extensions: JSON.parse(row.extensions) }),
    ...(row.lastAccessAt !== null && { lastAccessAt: timestamp(row.lastAccessAt) }),
    revision: row.revision,
    href: `/accounts/api-tokens/${row.id}`,
  };
}

/** A token as its creation shows it: with its audit. */
export function representCreated(row: TokenRow, modules: readonly Module[], credential: string, caller: CallerRow) {
  const { href, ...token } = represent(row, modules, credential);
  const event = {
    at: timestamp(row.createdAt),
    by: reference(caller.id, caller.name, caller.icon),
    of: reference(caller.accountId, caller.accountName, caller.accountIcon),
  };
  return { ...token, audit: { created: event, updated: event }, href, $meta: { omitted: [] } };
}

function representModule({ id, name, description, filters, settings }: Module) {
  return {
    id,
    name,
    ...(description !== null && { description }),
    ...(filters !== null && { filters: JSON.parse(filters) }),
    settings: JSON.parse(settings),
  };
}

function reference(id: string, name: string, icon: string | null) {
  return { id, name, ...(icon !== null && { icon }) };
}

function timestamp(instant: number): string {
  return new Date(instant).toISOString();
}
