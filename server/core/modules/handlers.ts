import { fields } from '../../../generated/fields.ts';
import type { Handlers } from '../handler.ts';
import { visibleModules } from '../policy.ts';
import type { Store } from '../ports/store.ts';
import { ProblemError } from '../problems.ts';
import { parseSelectOnly } from '../query/list-query.ts';
import { readOnlyList } from '../read-only.ts';
import { representSelected } from '../selected.ts';
import { representModule } from './representation.ts';

/** The operations on modules, read-only. */
export function moduleHandlers(store: Store, streamLimit: number): Pick<Handlers, 'listModules' | 'getModule'> {
  return {
    listModules: readOnlyList({
      table: fields.modules,
      repository: store.modules,
      visible: visibleModules,
      represent: representModule,
      store,
      streamLimit,
    }),

    async getModule({ principal, path, query }) {
      const select = parseSelectOnly(query, fields.modules);
      visibleModules(principal);
      const [module] = await store.modules.findAll([path.id]);
      if (!module) throw new ProblemError(404);
      return { status: 200, body: representSelected(representModule(module), select) };
    },
  };
}
