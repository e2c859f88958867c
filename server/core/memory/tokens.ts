import type { SealedToken, TokenIdentity, TokenRecord, TokenRepository, TokenView } from '../ports/store.ts';
import type { Filter } from '../query/filter.ts';
import { representWhole } from '../tokens/representation.ts';
import { pageOf, snapshotOfRows } from './list.ts';
import { type Access, digestKey } from './tables.ts';

export function tokenRepository(access: Access): TokenRepository {
  const { read, edit } = access;

  const rows = () =>
    Array.from(read('tokens').values(), (token) => {
      const record = viewOf(token, access);
      return { record, fields: representWhole(record, digestKey(token.credential.digest), true) };
    });

  function update(id: string, change: Partial<TokenRecord>): void {
    const token = read('tokens').get(id);
    if (token) edit('tokens').set(id, { ...token, ...change });
  }

  function identity(tokenId: string | undefined): TokenIdentity | undefined {
    const token = tokenId === undefined ? undefined : read('tokens').get(tokenId);
    if (token?.status !== 'Active') return undefined;
    const { id, name, icon, credential, lastAccessAt, account, modules } = viewOf(token, access);
    const { digest } = credential;
    return { id, name, icon, digest, lastAccessAt, account, moduleCodes: modules.map(({ code }) => code) };
  }

  function sealed(isMeant: (token: TokenRecord) => boolean): SealedToken[] {
    return [...read('tokens').values()].filter(isMeant).map(({ id, credential }) => ({ id, credential }));
  }

  const find = async (id: string) => {
    const token = read('tokens').get(id);
    return token && viewOf(token, access);
  };

  const list: TokenRepository['list'] = async (request, digests) =>
    pageOf(rows(), request, request.filter && byDigest(request.filter, digests));

  return {
    find,
    findSummary: find,
    list,
    listSummaries: list,

    async insert(token) {
      if (read('tokens').has(token.id)) return false;
      if (!read('accounts').has(token.accountId)) throw new Error(`There is no account ${token.accountId}.`);
      edit('tokens').set(token.id, token);
      edit('digests').set(digestKey(token.credential.digest), token.id);
      return true;
    },

    async snapshot(request, digests) {
      const filter = request.filter && byDigest(request.filter, digests);
      return snapshotOfRows(rows(), request, filter, (id) => {
        const token = read('tokens').get(id);
        return token && viewOf(token, access);
      });
    },

    async update(id, change) {
      update(id, change);
    },

    async idsWithModules(accountId, moduleIds) {
      const tokens = [...read('tokens').values()].filter((token) => token.accountId === accountId);
      return tokens.filter((token) => token.moduleIds.some((id) => moduleIds.includes(id))).map(({ id }) => id);
    },

    async identify(digests) {
      const ids = digests.flatMap((digest) => read('digests').get(digestKey(digest)) ?? []);
      return identity(ids[0]);
    },

    async identity(id) {
      return identity(id);
    },

    async countOf(accountId) {
      const tokens = [...read('tokens').values()].filter((token) => token.accountId === accountId);
      return tokens.filter(({ status }) => status !== 'Deleted').length;
    },

    async latestCreation() {
      let latest: number | undefined;
      for (const { audit } of read('tokens').values()) latest = Math.max(latest ?? audit.created.at, audit.created.at);
      return latest;
    },

    async touch(id, at, before = at) {
      const last = read('tokens').get(id)?.lastAccessAt;
      if (last === undefined || (last !== null && last >= before)) return;
      update(id, { lastAccessAt: at });
    },

    async keyIds() {
      return [...new Set(Array.from(read('tokens').values(), ({ credential }) => credential.keyId))];
    },

    async sealedUnder(keyId, limit) {
      return sealed(({ credential }) => credential.keyId === keyId).slice(0, limit);
    },

    async sealedUnderOtherKeys(keyId, limit, after = '') {
      const others = sealed(({ id, credential }) => credential.keyId !== keyId && id > after);
      return others.sort((one, other) => (one.id < other.id ? -1 : 1)).slice(0, limit);
    },

    async reseal(id, credential) {
      const before = read('tokens').get(id);
      if (!before) return;
      update(id, { credential });
      const digests = edit('digests');
      digests.delete(digestKey(before.credential.digest));
      digests.set(digestKey(credential.digest), id);
    },
  };
}

/** A token beside its account and its modules as they are now. */
function viewOf({ accountId, moduleIds, ...token }: TokenRecord, { read }: Access): TokenView {
  const owner = read('accounts').get(accountId)?.account;
  if (!owner) throw new Error(`There is no account ${accountId}.`);
  const modules = moduleIds.flatMap((moduleId) => read('modules').get(moduleId) ?? []);
  return { ...token, account: owner, modules };
}

/** The same filter with digests where it names credentials: what a credential is looked up by [rql.token]. */
function byDigest(filter: Filter, digests: (credential: string) => readonly Uint8Array[]): Filter {
  switch (filter.op) {
    case 'and':
    case 'or':
      return { ...filter, terms: filter.terms.map((term) => byDigest(term, digests)) };
    case 'not':
      return { ...filter, term: byDigest(filter.term, digests) };
    case 'compare':
      if (filter.field.path !== 'token' || filter.operand.kind !== 'value') return filter;
      return { op: 'in', field: filter.field, values: keysOf([filter.operand.value], digests) };
    case 'in':
      if (filter.field.path !== 'token') return filter;
      return { ...filter, values: keysOf(filter.values, digests) };
    default:
      return filter;
  }
}

function keysOf(credentials: readonly unknown[], digests: (credential: string) => readonly Uint8Array[]): string[] {
  return credentials.flatMap((credential) => digests(String(credential)).map(digestKey));
}
