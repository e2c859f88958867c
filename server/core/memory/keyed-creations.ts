import type { KeyedCreationRepository } from '../ports/store.ts';
import type { Access } from './tables.ts';

export function keyedCreationRepository({ read, edit }: Access): KeyedCreationRepository {
  const nameOf = (accountId: string, key: string) => `${accountId} ${key}`;

  return {
    async find(accountId, key) {
      return read('keyedCreations').get(nameOf(accountId, key));
    },

    async put(creation) {
      edit('keyedCreations').set(nameOf(creation.accountId, creation.key), creation);
    },

    async removeUntil(at, limit) {
      const old = [...read('keyedCreations').entries()].filter(([, creation]) => creation.at <= at).slice(0, limit);
      if (old.length === 0) return;
      const creations = edit('keyedCreations');
      for (const [name] of old) creations.delete(name);
    },
  };
}
