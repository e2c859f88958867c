import { representAccount } from '../accounts/representation.ts';
import type { AccountRepository } from '../ports/store.ts';
import { pageOf, snapshotOfRows } from './list.ts';
import type { Access } from './tables.ts';

export function accountRepository({ read, edit }: Access): AccountRepository {
  const rows = () =>
    Array.from(read('accounts').values(), ({ account }) => ({ record: account, fields: representAccount(account) }));

  return {
    async insert(account, moduleIds) {
      const accounts = edit('accounts');
      if (accounts.has(account.id)) throw new Error(`The account ${account.id} is there already.`);
      accounts.set(account.id, { account, moduleIds: new Set(moduleIds) });
    },

    async find(id) {
      return read('accounts').get(id)?.account;
    },

    async moduleIds(accountId) {
      return new Set(read('accounts').get(accountId)?.moduleIds);
    },

    async list(request) {
      return pageOf(rows(), request, request.filter);
    },

    async snapshot(request) {
      return snapshotOfRows(rows(), request, request.filter, (id) => read('accounts').get(id)?.account);
    },

    async setModules(accountId, moduleIds, at) {
      const accounts = edit('accounts');
      const entry = accounts.get(accountId);
      if (!entry) return;
      const account = { ...entry.account, revision: entry.account.revision + 1, updatedAt: at };
      accounts.set(accountId, { account, moduleIds: new Set(moduleIds) });
    },

    async isEmpty() {
      return read('accounts').size === 0;
    },
  };
}
