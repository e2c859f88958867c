import { fields } from '../../../generated/fields.ts';
import type { Handlers } from '../handler.ts';
import { both, seesAccount, visibleAccounts } from '../policy.ts';
import type { Store } from '../ports/store.ts';
import { ProblemError } from '../problems.ts';
import { parseListQuery, parseSelectOnly } from '../query/list-query.ts';
import { representList, representSelected } from '../selected.ts';
import { representAccount } from './representation.ts';

/** The operations on accounts, read-only. */
export function accountHandlers({ accounts }: Store): Pick<Handlers, 'listAccounts' | 'getAccount'> {
  return {
    async listAccounts({ principal, query }) {
      const request = parseListQuery(query, fields.accounts);
      const filter = both(visibleAccounts(principal), request.filter);
      const { items, total } = await accounts.list({ ...request, ...request.paging, filter });
      return { status: 200, body: representList({ items: items.map(representAccount), total }, request) };
    },

    async getAccount({ principal, path, query }) {
      const select = parseSelectOnly(query, fields.accounts);
      const account = seesAccount(principal, path.id) ? await accounts.find(path.id) : undefined;
      if (!account) throw new ProblemError(404);
      return { status: 200, body: representSelected(representAccount(account), select) };
    },
  };
}
