import { fields } from '../../../generated/fields.ts';
import type { Handlers } from '../handler.ts';
import { both, seesAccount, visibleAccounts } from '../policy.ts';
import type { Store } from '../ports/store.ts';
import type { Principal } from '../principal.ts';
import { ProblemError } from '../problems.ts';
import { parseListQuery, parseSelectOnly, parseStreamQuery } from '../query/list-query.ts';
import { representList, representSelected } from '../selected.ts';
import type { StreamFormat } from '../stream/format.ts';
import { represented } from '../stream/records.ts';
import { openStream } from '../stream/stream.ts';
import { representAccount } from './representation.ts';

/** The operations on accounts, read-only. */
export function accountHandlers(store: Store, streamLimit: number): Pick<Handlers, 'listAccounts' | 'getAccount'> {
  const { accounts } = store;

  async function stream(principal: Principal, mediaType: StreamFormat, rawQuery: string, signal?: AbortSignal) {
    const query = parseStreamQuery(rawQuery, fields.accounts);
    const { order } = query;
    const filter = both(visibleAccounts(principal), query.filter);
    return openStream({
      principal,
      mediaType,
      query,
      most: streamLimit,
      store,
      open: async (limit) => represented(await accounts.snapshot({ order, limit, filter, signal }), representAccount),
    });
  }

  return {
    async listAccounts({ principal, query, stream: mediaType, signal }) {
      if (mediaType) return { status: 200, stream: await stream(principal, mediaType, query, signal) };
      const request = parseListQuery(query, fields.accounts);
      const filter = both(visibleAccounts(principal), request.filter);
      const { items, total } = await accounts.list({ ...request, ...request.paging, filter, signal });
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
