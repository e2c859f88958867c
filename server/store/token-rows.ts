import {
  type AccountRecord,
  AUDIT_EVENTS,
  type AuditRecord,
  type AuditTrail,
  type ModuleRecord,
  type ReferenceRecord,
  type TokenChange,
  type TokenRecord,
  type TokenView,
} from '../core/ports/store.ts';
import { folded, foldedJson } from './folded.ts';
import type { NewTokenRow, TokenModuleTable, TokenRow } from './schema.ts';

/** A token as a row of its table; its modules are rows of another. */
export function toRow(token: TokenRecord): NewTokenRow {
  const { id, credential } = token;
  return {
    ...changeToRow(token),
    id,
    account_id: token.accountId,
    key_id: credential.keyId,
    sealed: credential.sealed,
    digest: credential.digest,
    last_access_at: token.lastAccessAt,
  };
}

/** Its modules as rows of that table. */
export function moduleRows({ id, moduleIds }: Pick<TokenRecord, 'id' | 'moduleIds'>): TokenModuleTable[] {
  return moduleIds.map((module_id, position) => ({ token_id: id, module_id, position }));
}

/** What a change writes to that row. */
export function changeToRow({ name, description, icon, status, revision, extensions, audit }: TokenChange) {
  return {
    ...auditToRow(audit),
    name,
    description,
    icon,
    status,
    revision,
    extensions: extensions && JSON.stringify(extensions),
    name_folded: folded(name),
    description_folded: folded(description),
    icon_folded: folded(icon),
    extensions_folded: foldedJson(extensions),
    audit_folded: foldedJson(audit),
  };
}

/** A token as it is read, from its row beside its account and its modules. */
export function fromRow(row: TokenRow, account: AccountRecord, modules: readonly ModuleRecord[]): TokenView {
  const { id, name, description, icon, status, revision } = row;
  return {
    id,
    name,
    description,
    icon,
    status,
    revision,
    modules,
    account,
    credential: credentialFromRow(row),
    extensions: row.extensions === null ? null : JSON.parse(row.extensions),
    lastAccessAt: row.last_access_at,
    audit: auditFromRow(row),
  };
}

export function credentialFromRow(row: Pick<TokenRow, 'key_id' | 'sealed' | 'digest'>): TokenRecord['credential'] {
  return { keyId: row.key_id, sealed: Buffer.from(row.sealed), digest: Buffer.from(row.digest) };
}

const AUDIT_COLUMNS = AUDIT_EVENTS.map(
  (event) =>
    [
      event,
      {
        at: `${event}_at`,
        by: { id: `${event}_by_id`, name: `${event}_by_name`, icon: `${event}_by_icon` },
        of: { id: `${event}_of_id`, name: `${event}_of_name`, icon: `${event}_of_icon` },
      },
    ] as const,
);

function auditToRow(audit: AuditTrail): Pick<NewTokenRow, keyof AuditRow> {
  const row: Record<string, number | string | null> = {};
  for (const [event, columns] of AUDIT_COLUMNS) {
    const { at, by, of } = audit[event] ?? {};
    row[columns.at] = at ?? null;
    row[columns.by.id] = by?.id ?? null;
    row[columns.by.name] = by?.name ?? null;
    row[columns.by.icon] = by?.icon ?? null;
    row[columns.of.id] = of?.id ?? null;
    row[columns.of.name] = of?.name ?? null;
    row[columns.of.icon] = of?.icon ?? null;
  }
  return row as Pick<NewTokenRow, keyof AuditRow>;
}

type AuditRow = Pick<TokenRow, Extract<keyof TokenRow, `${(typeof AUDIT_EVENTS)[number]}_${string}`>>;

function auditFromRow(row: AuditRow): AuditTrail {
  const events = AUDIT_EVENTS.flatMap((event): [string, AuditRecord][] => {
    const at = row[`${event}_at`];
    if (at === null) return [];
    const by = reference(row[`${event}_by_id`], row[`${event}_by_name`], row[`${event}_by_icon`]);
    const of = reference(row[`${event}_of_id`], row[`${event}_of_name`], row[`${event}_of_icon`]);
    return [[event, { at, ...(by && { by }), ...(of && { of }) }]];
  });
  return { created: { at: row.created_at }, updated: { at: row.updated_at }, ...Object.fromEntries(events) };
}

function reference(id: string | null, name: string | null, icon: string | null): ReferenceRecord | undefined {
  return id === null ? undefined : { id, name: name ?? '', ...(icon !== null && { icon }) };
}
