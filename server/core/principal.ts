import type { components } from '../../generated/schema.ts';
import type { ReferenceRecord } from './ports/store.ts';

/** Who is calling: a token, the account it belongs to, and the codes of the modules it may use. */
export interface Principal {
  token: ReferenceRecord;
  account: ReferenceRecord & { type: components['schemas']['AccountType'] };
  modules: ReadonlySet<string>;
}
