import type { FieldPath, Resource } from '../../../generated/fields.ts';
import type { components } from '../../../generated/schema.ts';
import type { AtOnce } from '../at-once.ts';
import type { Filter } from '../query/filter.ts';
import type { Order } from '../query/order.ts';
import type { Paging } from '../query/paging.ts';
import type { Snapshot } from '../stream/records.ts';
import type { Instant } from './clock.ts';
import type { TrailRepository } from './trail.ts';
import type { SealedCredential } from './vault.ts';

type Schemas = components['schemas'];

export interface ReferenceRecord {
  id: string;
  name: string;
  icon?: string;
}

/** Who did something and when. Sample data and operators' commands have neither `by` nor `of`. */
export interface AuditRecord {
  at: Instant;
  by?: ReferenceRecord;
  of?: ReferenceRecord;
}

export const AUDIT_EVENTS = ['created', 'updated', 'enabled', 'disabled', 'deleted'] as const;
export type AuditEventName = (typeof AUDIT_EVENTS)[number];
export type AuditTrail = { created: AuditRecord; updated: AuditRecord } & { [E in AuditEventName]?: AuditRecord };

export interface ModuleRecord {
  id: string;
  code: string;
  name: string;
  description: string | null;
  accountTypes: Schemas['AccountType'][];
  filters: Schemas['ModuleFilters'] | null;
  settings: Schemas['ModuleSettings'];
  revision: number;
  createdAt: Instant;
  updatedAt: Instant;
}

export interface AccountRecord {
  id: string;
  type: Schemas['AccountType'];
  status: Schemas['AccountStatus'];
  name: string;
  icon: string;
  externalId: string | null;
  externalIds: Schemas['ExternalIds'] | null;
  externalName: string | null;
  serviceLevel: Schemas['ServiceLevel'] | null;
  eligibility: Schemas['AccountEligibility'] | null;
  address: Record<string, string> | null;
  website: string | null;
  description: string | null;
  technicalSupportEmail: string | null;
  defaultLanguageCode: string | null;
  groups: Schemas['UserGroups'] | null;
  revision: number;
  createdAt: Instant;
  updatedAt: Instant;
}

/** A token as it is written: the account and the modules by id. */
export interface TokenRecord {
  id: string;
  accountId: string;
  moduleIds: string[];
  name: string;
  description: string | null;
  icon: string | null;
  status: Schemas['TokenStatus'];
  credential: SealedCredential;
  extensions: Schemas['ExtensionReference'][] | null;
  lastAccessAt: Instant | null;
  revision: number;
  audit: AuditTrail;
}

/** A token as it is read: the account and the modules as they are now. */
export interface TokenView extends Omit<TokenRecord, 'accountId' | 'moduleIds'> {
  account: AccountRecord;
  modules: readonly ModuleRecord[];
}

/** A module as a token embeds it. */
export type ModuleSummary = Pick<ModuleRecord, 'id' | 'name' | 'description' | 'filters' | 'settings'>;

/** A token with what is shown of it by default. */
export interface TokenSummary extends Omit<TokenView, 'account' | 'modules' | 'credential' | 'audit'> {
  credential: Pick<SealedCredential, 'keyId' | 'sealed'>;
  account: Pick<AccountRecord, 'id' | 'type' | 'status' | 'name' | 'icon'>;
  modules: readonly ModuleSummary[];
}

/** What authentication needs to know of a token that is `Active`. */
export interface TokenIdentity {
  id: string;
  name: string;
  icon: string | null;
  digest: Uint8Array;
  lastAccessAt: Instant | null;
  account: Pick<AccountRecord, 'id' | 'type' | 'name' | 'icon'>;
  moduleCodes: string[];
}

/** Which rows of a resource, in which order, and which page of them. */
export interface ListRequest<R extends Resource> extends Paging {
  filter?: Filter<FieldPath<R>> | undefined;
  order: readonly Order<FieldPath<R>>[];
  /**
   * Aborted when nobody waits for it any more. A store that can ends the reading then, and rejects with the signal's
   * reason.
   */
  signal?: AbortSignal | undefined;
}

/** The first rows of a resource, for a stream. */
export type SnapshotRequest<R extends Resource> = Omit<ListRequest<R>, 'offset'>;

export interface Page<T> {
  items: T[];
  /** All rows that match. */
  total: number;
}

/** What a change of a token writes. */
export type TokenChange = Omit<TokenRecord, 'id' | 'accountId' | 'credential' | 'lastAccessAt'>;

/** The credential of a token. */
export interface SealedToken {
  id: string;
  credential: SealedCredential;
}

export interface TokenRepository {
  /** False where the id is taken; nothing is written then. */
  insert(token: TokenRecord): Promise<boolean>;
  find(id: string): Promise<TokenView | undefined>;
  findSummary(id: string): AtOnce<TokenSummary | undefined>;
  /** @param digests The digests of a credential that the filter names: credentials are found by them. */
  list(
    request: ListRequest<'apiTokens'>,
    digests: (credential: string) => readonly Uint8Array[],
  ): Promise<Page<TokenView>>;
  /** Parameters as those of `list`. */
  listSummaries(
    request: ListRequest<'apiTokens'>,
    digests: (credential: string) => readonly Uint8Array[],
  ): Promise<Page<TokenSummary>>;
  /** What a list would show now, to be read later; parameters as those of `list`. */
  snapshot(
    request: SnapshotRequest<'apiTokens'>,
    digests: (credential: string) => readonly Uint8Array[],
  ): Promise<Snapshot<TokenView>>;
  update(id: string, change: TokenChange): Promise<void>;
  /** Tokens of an account that may use one of these modules. */
  idsWithModules(accountId: string, moduleIds: readonly string[]): Promise<string[]>;
  /** The active token with one of these digests; of all others nothing is read, so that each refusal costs the same. */
  identify(digests: readonly Uint8Array[]): AtOnce<TokenIdentity | undefined>;
  /** The active token with this id. */
  identity(id: string): Promise<TokenIdentity | undefined>;
  /** How many tokens of the account are not deleted. */
  countOf(accountId: string): Promise<number>;
  /** When the newest token was created. */
  latestCreation(): Promise<Instant | undefined>;
  /** Moves the last use forward, never back; only where it was earlier than `before`, if that is given. */
  touch(id: string, at: Instant, before?: Instant): Promise<void>;
  /** The keys that credentials are under. */
  keyIds(): Promise<string[]>;
  /** Some credentials that are under a key. */
  sealedUnder(keyId: string, limit: number): Promise<SealedToken[]>;
  /** The first credentials that are under other keys than this one, by the ids of their tokens, from behind `after`. */
  sealedUnderOtherKeys(keyId: string, limit: number, after?: string): Promise<SealedToken[]>;
  reseal(id: string, credential: SealedCredential): Promise<void>;
}

export interface AccountRepository {
  insert(account: AccountRecord, moduleIds: readonly string[]): Promise<void>;
  find(id: string): Promise<AccountRecord | undefined>;
  /** Ids of the modules that the account's tokens may be given. */
  moduleIds(accountId: string): Promise<Set<string>>;
  list(request: ListRequest<'accounts'>): Promise<Page<AccountRecord>>;
  snapshot(request: SnapshotRequest<'accounts'>): Promise<Snapshot<AccountRecord>>;
  setModules(accountId: string, moduleIds: readonly string[], at: Instant): Promise<void>;
  isEmpty(): Promise<boolean>;
}

export interface ModuleRepository {
  insert(module: ModuleRecord): Promise<void>;
  findAll(ids: readonly string[]): Promise<ModuleRecord[]>;
  list(request: ListRequest<'modules'>): Promise<Page<ModuleRecord>>;
  snapshot(request: SnapshotRequest<'modules'>): Promise<Snapshot<ModuleRecord>>;
  isEmpty(): Promise<boolean>;
}

/** What is known of the keys that credentials are under. */
export interface KeyRepository {
  /** Key id → its fingerprint, by which it is told from another key of that id. */
  fingerprints(): Promise<Map<string, Uint8Array>>;
  remember(keyId: string, fingerprint: Uint8Array): Promise<void>;
}

/** A creation with an `Idempotency-Key`, and how it was answered. */
export interface KeyedCreation {
  /** Of the caller: whose key it is. */
  accountId: string;
  /** Digest of the key. */
  key: string;
  /** Digest of what was asked for. */
  body: string;
  tokenId: string;
  /** The answer in JSON, without the credential: that is kept by its token alone. */
  answer: string;
  at: Instant;
}

export interface KeyedCreationRepository {
  find(accountId: string, key: string): Promise<KeyedCreation | undefined>;
  /** In place of an older one with the same key of the account, if there is one. */
  put(creation: KeyedCreation): Promise<void>;
  /** Removes some of those that were made until then. */
  removeUntil(at: Instant, limit: number): Promise<void>;
}

export interface Repositories {
  tokens: TokenRepository;
  accounts: AccountRepository;
  modules: ModuleRepository;
  keys: KeyRepository;
  keyedCreations: KeyedCreationRepository;
  trail: TrailRepository;
}

/**
 * The database as the rest of the server sees it. What a transaction has written is durable when its promise
 * fulfils, and undone when it rejects; reads outside see only committed data. Everything here throws StoreUnavailable
 * where the database cannot be read or written.
 */
export interface Store extends Repositories {
  /** @param ahead Asks what the work is going to ask: where the way to the database is long, that is sent at once. */
  transaction<T>(
    work: (repositories: Repositories) => Promise<T>,
    ahead?: (repositories: Repositories) => readonly Promise<unknown>[],
  ): Promise<T>;
  /** @throws Error, StoreUnavailable where requests could not read or write. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
