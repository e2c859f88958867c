import { randomUUID } from 'node:crypto';
import type { components } from '../../../../generated/schema.ts';
import { generateCredential } from '../../../../server/core/credential.ts';
import { randomIds } from '../../../../server/core/tokens/id.ts';
import type { Keyring } from '../../../../server/secrets/keyring.ts';
import { folded, foldedJson } from '../../../../server/store/folded.ts';
import { Refused } from './answer.ts';
import { representCreated } from './representation.ts';
import type { AccountRow, AvailableRow, CallerRow, Statements, TokenRow } from './statements.ts';

export type Draft = components['schemas']['ApiTokenCreate'];

/**
 * Writes a new token, inside a transaction; answers with its representation.
 * @throws Refused 400 for an account or a module that cannot be had.
 */
export function insertToken(sql: Statements, keyring: Keyring, caller: CallerRow, draft: Draft) {
  const account = sql.account(draft.account?.id ?? caller.accountId);
  if (!account) throw new Refused(400);
  const modules = [...new Set(draft.modules?.map(({ id }) => id))].map((id) => available(sql, account, id));
  const at = Math.max(Date.now(), (sql.latestCreation()?.at ?? 0) + 1);
  const { row, credential } = insertRow(sql, keyring, { caller, draft, account, at });
  for (const [position, { id }] of modules.entries()) sql.insertModule(row.id, id, position);
  insertTrail(sql, row, caller, modules);
  return representCreated(row, modules, credential, caller);
}

function available(sql: Statements, account: AccountRow, id: string): AvailableRow {
  const row = sql.available(account.id, id);
  if (!row || !JSON.parse(row.accountTypes).includes(account.type)) throw new Refused(400);
  const { default: isDefault, configurable } = JSON.parse(row.settings);
  if (!isDefault && !configurable) throw new Refused(400);
  return row;
}

/** The entry of the audit trail that each change leaves; without a trace, which the peers have none of. */
function insertTrail(
  sql: Statements,
  { id, accountId, createdAt }: TokenRow,
  caller: CallerRow,
  modules: AvailableRow[],
) {
  const changes = modules.length > 0 ? { modulesAdded: modules.map((module) => module.id) } : {};
  sql.insertTrail(createdAt, randomUUID(), id, accountId, caller.id, caller.accountId, JSON.stringify(changes));
}

interface NewToken {
  caller: CallerRow;
  draft: Draft;
  account: AccountRow;
  at: number;
}

/** Under an id that is free. */
function insertRow(sql: Statements, keyring: Keyring, { caller, draft, account, at }: NewToken) {
  const { name, description = null, icon = null } = draft;
  const extensions = draft.extensions ? JSON.stringify(draft.extensions) : null;
  const by = { id: caller.id, name: caller.name, icon: caller.icon };
  const of = { id: caller.accountId, name: caller.accountName, icon: caller.accountIcon };
  const audit = { created: { at, by, of }, updated: { at, by, of } };
  const texts = [folded(name), folded(description), folded(icon), foldedJson(draft.extensions), foldedJson(audit)];
  const event = [at, ...Object.values(by), ...Object.values(of)];
  for (let attempt = 0; ; attempt++) {
    const id = randomIds.tokenId(attempt);
    const credential = generateCredential(id);
    const { keyId, sealed, digest } = keyring.seal(id, credential);
    const token = [id, account.id, name, description, icon, keyId, sealed, digest, extensions];
    if (sql.insertToken(...token, ...texts, ...event, ...event).changes === 0) continue;
    const row: TokenRow = {
      id,
      name,
      description,
      icon,
      status: 'Active',
      keyId,
      sealed,
      extensions,
      lastAccessAt: null,
      revision: 1,
      createdAt: at,
      accountId: account.id,
      accountType: account.type,
      accountStatus: account.status,
      accountName: account.name,
      accountIcon: account.icon,
    };
    return { row, credential };
  }
}
