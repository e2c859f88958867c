import { fields } from '../../../generated/fields.ts';
import type { Handlers } from '../handler.ts';
import { seesAccount, visibleAccounts } from '../policy.ts';
import type { Store } from '../ports/store.ts';
import { ProblemError } from '../problems.ts';
import { parseSelectOnly } from '../query/list-query.ts';
import { readOnlyList } from '../read-only.ts';
import { representSelected } from '../selected.ts';
import { representAccount } from './representation.ts';

/** The operations on accounts, read-only. */
export function accountHandlers(store: Store, streamLimit: number): Pick<Handlers, 'listAccounts' | 'getAccount'> {
  return {
    listAccounts: readOnlyList({
      table: fields.accounts,
      repository: store.accounts,
      visible: visibleAccounts,
      represent: representAccount,
      store,
      streamLimit,
    }),

    async getAccount({ principal, path, query }) {
      const select = parseSelectOnly(query, fields.accounts);
      const account = seesAccount(principal, path.id) ? await store.accounts.find(path.id) : undefined;
      if (!account) throw new ProblemError(404);
      return { status: 200, body: representSelected(representAccount(account), select) };
    },
  };
}
