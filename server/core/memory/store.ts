import type { Repositories, Store } from '../ports/store.ts';
import type { TrailEntry } from '../ports/trail.ts';
import { accountRepository } from './accounts.ts';
import { keyedCreationRepository } from './keyed-creations.ts';
import { keyRepository } from './keys.ts';
import { moduleRepository } from './modules.ts';
import { type Access, copyOf, draftOf, emptyTables, type Tables } from './tables.ts';
import { tokenRepository } from './tokens.ts';
import { MemoryTrail } from './trail.ts';

/** A store whose data can be taken out as it is, and put back. */
export interface MemoryStore extends Store {
  /** All data at this moment; never changed later. */
  snapshot(): Tables;
  /** Puts data in place of what is there, when the transactions that have begun are over. */
  restore(snapshot: Tables): Promise<void>;
}

/** The store on Maps: for as long as the process lives, and wherever JavaScript runs. @param initial What is in it. */
export function memoryStore(initial: Tables = emptyTables()): MemoryStore {
  let tables = copyOf(initial);
  const trail = new MemoryTrail();
  let last: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  function open() {
    if (isClosed) throw new Error('The store is closed.');
    return tables;
  }

  async function transact<T>(work: (repositories: Repositories) => Promise<T>): Promise<T> {
    const draft = draftOf(open());
    const appended: TrailEntry[] = [];
    const result = await work({ ...repositories(draft), trail: trail.repository(appended) });
    tables = draft.tables;
    trail.add(appended);
    return result;
  }

  return {
    ...repositories({ read: (name) => open()[name], edit: (name) => open()[name] }),
    trail: trail.repository([]),
    // One after the other: of two changes at once each sees what the other did.
    transaction(work) {
      const result = last.then(() => transact(work));
      last = result.catch(() => {});
      return result;
    },
    snapshot: () => copyOf(open()),
    restore(snapshot) {
      const restored = last.then(() => {
        open();
        tables = copyOf(snapshot);
      });
      last = restored.catch(() => {});
      return restored;
    },
    async ping() {
      open();
    },
    async close() {
      await last;
      isClosed = true;
    },
  };
}

function repositories(access: Access): Omit<Repositories, 'trail'> {
  return {
    tokens: tokenRepository(access),
    accounts: accountRepository(access),
    modules: moduleRepository(access),
    keys: keyRepository(access),
    keyedCreations: keyedCreationRepository(access),
  };
}
