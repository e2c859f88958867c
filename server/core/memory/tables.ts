import type { AccountRecord, KeyedCreation, ModuleRecord, TokenRecord } from '../ports/store.ts';

export interface AccountEntry {
  account: AccountRecord;
  /** What its tokens may be given. */
  moduleIds: ReadonlySet<string>;
}

/** All data, by id. Records are never changed in place, so a copy of a table is a snapshot. */
export interface Tables {
  tokens: Map<string, TokenRecord>;
  accounts: Map<string, AccountEntry>;
  modules: Map<string, ModuleRecord>;
  /** Digest of a credential, as `digestKey` writes it → id of its token. */
  digests: Map<string, string>;
  /** Id of a key → its fingerprint. */
  keys: Map<string, Uint8Array>;
  /** Id of an account and a key → what was created with it. */
  keyedCreations: Map<string, KeyedCreation>;
}

export function emptyTables(): Tables {
  return {
    tokens: new Map(),
    accounts: new Map(),
    modules: new Map(),
    digests: new Map(),
    keys: new Map(),
    keyedCreations: new Map(),
  };
}

/** The same records in tables of their own. */
export function copyOf(tables: Tables): Tables {
  const copies = Object.entries(tables).map(([name, table]) => [name, new Map<string, unknown>(table)]);
  return Object.fromEntries(copies) as Tables;
}

/** A digest as a text, to be found by. */
export function digestKey(digest: Uint8Array): string {
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** How repositories reach the tables: those of one moment, and of a transaction its own. */
export interface Access {
  /** To read; not to be kept. */
  read<N extends keyof Tables>(name: N): Readonly<Omit<Tables[N], 'set' | 'delete' | 'clear'>>;
  /** To write. */
  edit<N extends keyof Tables>(name: N): Tables[N];
}

/** The tables as a transaction sees them: what it writes is a copy until it is committed. */
export function draftOf(base: Tables): Access & { tables: Tables } {
  const tables = { ...base };
  const edited = new Set<keyof Tables>();
  return {
    tables,
    read: (name) => tables[name],
    edit(name) {
      if (!edited.has(name)) Object.assign(tables, { [name]: new Map<string, unknown>(tables[name]) });
      edited.add(name);
      return tables[name];
    },
  };
}
