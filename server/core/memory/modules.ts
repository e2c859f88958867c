import { representModule } from '../modules/representation.ts';
import type { ModuleRepository } from '../ports/store.ts';
import { pageOf, snapshotOfRows } from './list.ts';
import type { Access } from './tables.ts';

export function moduleRepository({ read, edit }: Access): ModuleRepository {
  const rows = () => Array.from(read('modules').values(), (record) => ({ record, fields: representModule(record) }));

  return {
    async insert(module) {
      const modules = edit('modules');
      if (modules.has(module.id)) throw new Error(`The module ${module.id} is there already.`);
      modules.set(module.id, module);
    },

    async findAll(ids) {
      const modules = read('modules');
      return [...new Set(ids)].flatMap((id) => modules.get(id) ?? []);
    },

    async list(request) {
      return pageOf(rows(), request, request.filter);
    },

    async snapshot(request) {
      return snapshotOfRows(rows(), request, request.filter, (id) => read('modules').get(id));
    },

    async isEmpty() {
      return read('modules').size === 0;
    },
  };
}
