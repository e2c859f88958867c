import type { KeyRepository } from '../ports/store.ts';
import type { Access } from './tables.ts';

export function keyRepository({ read, edit }: Access): KeyRepository {
  return {
    async fingerprints() {
      return new Map([...read('keys').entries()]);
    },

    async remember(id, fingerprint) {
      edit('keys').set(id, fingerprint);
    },
  };
}
