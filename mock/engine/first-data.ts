import { operations } from '../../generated/operations.ts';
import type { components } from '../../generated/schema.ts';
import { resolve } from '../../server/core/document.ts';
import { memoryStore } from '../../server/core/memory/store.ts';
import type { Tables } from '../../server/core/memory/tables.ts';
import { openVault } from '../../server/core/memory/vault.ts';
import type { OpenApiDocument } from '../../server/core/operations.ts';
import { AUDIT_EVENTS, type AuditRecord, type AuditTrail, type TokenRecord } from '../../server/core/ports/store.ts';
import { insertSeed } from '../../server/seed/insert.ts';
import type { Seed } from '../../server/seed/seed.ts';
import { knownVault } from './known-credential.ts';

type Created = components['schemas']['ApiTokenCreated'];
type Shown = components['schemas']['ApiToken'];

/** Before the examples of the contract, so that they are newer than what they refer to. */
const SEEDED_AT = Date.parse('2026-06-01T00:00:00.000Z');

/** What a state of the sandbox begins with. */
export interface FirstData {
  tables: Tables;
  /** Token id → credential. */
  credentials: Record<string, string>;
  /** The token that acts for whoever sends a bearer token that is no credential; undefined where none may do everything. */
  actor: string | undefined;
}

/**
 * A seed, and the tokens that the contract has as examples, where the seed has what they refer to: so that each id of the
 * documentation is there.
 * @param examples The contract; undefined is without examples.
 */
export async function firstData(seed: Seed, examples: OpenApiDocument | undefined): Promise<FirstData> {
  const store = memoryStore();
  const credentials = await store.transaction(async (repositories) => {
    const seeded = await insertSeed(seed, repositories, { vault: knownVault, at: SEEDED_AT });
    for (const token of examples ? exampleTokens(examples) : []) {
      const modules = await repositories.modules.findAll(token.moduleIds);
      const isWhole = modules.length === token.moduleIds.length && (await repositories.accounts.find(token.accountId));
      if (isWhole) await repositories.tokens.insert(token);
    }
    return seeded;
  });
  return { tables: store.snapshot(), credentials, actor: actorOf(seed) };
}

/** A token of an Operations account with all rights. */
function actorOf({ tokens, accounts, modules }: Seed): string | undefined {
  const operators = new Set(accounts.filter(({ type }) => type === 'Operations').map(({ id }) => id));
  const needed = ['access-management', 'platform-account-management'].map(
    (code) => modules.find((module) => module.code === code)?.id ?? 'missing',
  );
  const mayAll = (own: readonly string[]) => needed.every((id) => own.includes(id));
  return tokens.find(({ account, modules, status = 'Active' }) => {
    return status === 'Active' && operators.has(account) && mayAll(modules);
  })?.id;
}

function exampleTokens(document: OpenApiDocument): TokenRecord[] {
  const created = examplesOf<Created>(document, 'createApiToken', 201);
  const shown = examplesOf<Shown>(document, 'getApiToken', 200);
  return created.map((token) => {
    const last = shown.find(({ id, lastAccessAt }) => id === token.id && lastAccessAt !== undefined)?.lastAccessAt;
    return recordOf(token, last === undefined ? null : Date.parse(last));
  });
}

function examplesOf<T>(document: OpenApiDocument, operation: 'createApiToken' | 'getApiToken', status: number): T[] {
  const { path, method } = operations[operation];
  const paths = document.paths as Record<string, Record<string, { responses: Record<string, object> }>>;
  const declared = resolve<{ content?: Record<string, { examples?: Record<string, object> }> }>(
    document,
    paths[path]?.[method.toLowerCase()]?.responses[status] ?? {},
  );
  const examples = Object.values(declared.content?.['application/json']?.examples ?? {});
  return examples.map((example) => resolve<{ value: T }>(document, example as { value: T }).value);
}

function recordOf(token: Created, lastAccessAt: number | null): TokenRecord {
  const { id, name, description = null, icon = null, status, extensions = null, revision, audit } = token;
  return {
    id,
    name,
    description,
    icon,
    status,
    extensions,
    revision,
    lastAccessAt,
    accountId: token.account.id,
    moduleIds: token.modules.map((module) => module.id),
    credential: openVault.seal(id, token.token),
    audit: trailOf(audit),
  };
}

function trailOf(audit: Created['audit']): AuditTrail {
  const events = AUDIT_EVENTS.flatMap((name): [string, AuditRecord][] => {
    const event = (audit as components['schemas']['TokenAudit'])[name];
    const { at, ...rest } = event ?? {};
    return at === undefined ? [] : [[name, { ...(rest as Partial<AuditRecord>), at: Date.parse(at) }]];
  });
  return Object.fromEntries(events) as AuditTrail;
}
