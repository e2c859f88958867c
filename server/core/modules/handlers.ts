import { fields } from '../../../generated/fields.ts';
import type { Handlers } from '../handler.ts';
import { both, visibleModules } from '../policy.ts';
import type { Store } from '../ports/store.ts';
import type { Principal } from '../principal.ts';
import { ProblemError } from '../problems.ts';
import { parseListQuery, parseSelectOnly, parseStreamQuery } from '../query/list-query.ts';
import { representList, representSelected } from '../selected.ts';
import type { StreamFormat } from '../stream/format.ts';
import { represented } from '../stream/records.ts';
import { openStream } from '../stream/stream.ts';
import { representModule } from './representation.ts';

/** The operations on modules, read-only. */
export function moduleHandlers(store: Store, streamLimit: number): Pick<Handlers, 'listModules' | 'getModule'> {
  const { modules } = store;

  async function stream(principal: Principal, mediaType: StreamFormat, rawQuery: string, signal?: AbortSignal) {
    const query = parseStreamQuery(rawQuery, fields.modules);
    const { order } = query;
    const filter = both(visibleModules(principal), query.filter);
    return openStream({
      principal,
      mediaType,
      query,
      most: streamLimit,
      store,
      open: async (limit) => represented(await modules.snapshot({ order, limit, filter, signal }), representModule),
    });
  }

  return {
    async listModules({ principal, query, stream: mediaType, signal }) {
      if (mediaType) return { status: 200, stream: await stream(principal, mediaType, query, signal) };
      const request = parseListQuery(query, fields.modules);
      const filter = both(visibleModules(principal), request.filter);
      const { items, total } = await modules.list({ ...request, ...request.paging, filter, signal });
      return { status: 200, body: representList({ items: items.map(representModule), total }, request) };
    },

    async getModule({ principal, path, query }) {
      const select = parseSelectOnly(query, fields.modules);
      visibleModules(principal);
      const [module] = await modules.findAll([path.id]);
      if (!module) throw new ProblemError(404);
      return { status: 200, body: representSelected(representModule(module), select) };
    },
  };
}
