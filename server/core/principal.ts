import type { components } from '../../generated/schema.ts';
import type { ReferenceRecord, TokenIdentity } from './ports/store.ts';

/** Who is calling: a token, the account it belongs to, and the codes of the modules it may use. */
export interface Principal {
  token: ReferenceRecord;
  account: ReferenceRecord & { type: components['schemas']['AccountType'] };
  modules: ReadonlySet<string>;
  /** Of the request that it came with, for the audit trail. */
  traceId?: string;
}

export function principalOf({ id, name, icon, account, moduleCodes }: TokenIdentity): Principal {
  return {
    token: { id, name, ...(icon !== null && { icon }) },
    account: { id: account.id, type: account.type, name: account.name, icon: account.icon },
    modules: new Set(moduleCodes),
  };
}
