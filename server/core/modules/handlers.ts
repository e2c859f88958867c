import { fields } from '../../../generated/fields.ts';
import type { Handlers } from '../handler.ts';
import { both, visibleModules } from '../policy.ts';
import type { Store } from '../ports/store.ts';
import { ProblemError } from '../problems.ts';
import { parseListQuery, parseSelectOnly } from '../query/list-query.ts';
import { representList, representSelected } from '../selected.ts';
import { representModule } from './representation.ts';

/** The operations on modules, read-only. */
export function moduleHandlers({ modules }: Store): Pick<Handlers, 'listModules' | 'getModule'> {
  return {
    async listModules({ principal, query }) {
      const request = parseListQuery(query, fields.modules);
      const filter = both(visibleModules(principal), request.filter);
      const { items, total } = await modules.list({ ...request, ...request.paging, filter });
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
