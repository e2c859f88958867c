import { emptyTables, type Tables } from '../../server/core/memory/tables.ts';
import { tokenRepository } from '../../server/core/memory/tokens.ts';
import { representWhole } from '../../server/core/tokens/representation.ts';
import { ControlError } from './control-error.ts';
import { checkRecord } from './form.ts';
import type { Snapshot } from './state.ts';

const FORMAT = 'marketplace-api-tokens sandbox 1';

/** A state as JSON: what was saved can be put back, by another process too. It holds credentials, of the sandbox only. */
export interface SavedState {
  format: typeof FORMAT;
  clock: { at: string; frozen: boolean };
  /** Table → its records by their keys. */
  tables: Record<keyof Tables, [key: string, record: unknown][]>;
}

export function saved({ tables, clock }: Snapshot): SavedState {
  const entries = Object.entries(tables).map(([name, table]) => [
    name,
    [...table].map(([key, one]) => [key, plain(one)]),
  ]);
  return {
    format: FORMAT,
    clock: { ...clock, at: new Date(clock.at).toISOString() },
    tables: Object.fromEntries(entries),
  };
}

/** @throws ControlError where a value is no saved state, or one that does not keep the contract. */
export async function readSaved(value: unknown): Promise<Snapshot> {
  const { format, clock, tables } = (value ?? {}) as Partial<SavedState>;
  if (format !== FORMAT) throw new ControlError({ format: `must be "${FORMAT}": a state that a sandbox has saved` });
  const at = Date.parse(String(clock?.at));
  if (Number.isNaN(at)) throw new ControlError({ 'clock.at': 'must be a timestamp, as ISO 8601 has it' });
  const read = emptyTables();
  for (const [name, table] of Object.entries(read)) {
    const records = (tables as Record<string, unknown> | undefined)?.[name];
    if (!Array.isArray(records))
      throw new ControlError({ [`tables.${name}`]: 'must be an array of pairs: key, record' });
    for (const [key, record] of records) (table as Map<string, unknown>).set(String(key), revived(record));
  }
  await requireContract(read);
  return { tables: read, clock: { at, frozen: clock?.frozen === true } };
}

/** Reads each token as a list would. */
async function requireContract(tables: Tables): Promise<void> {
  const tokens = tokenRepository({ read: (name) => tables[name], edit: (name) => tables[name] });
  for (const id of tables.tokens.keys()) {
    try {
      const view = await tokens.find(id);
      if (view) checkRecord('listApiTokens', representWhole(view, `idt:${id}:0`, true));
    } catch (error) {
      throw new ControlError({ [`tables.tokens.${id}`]: `must keep the contract: ${(error as Error).message}` });
    }
  }
}

/** Bytes and sets as JSON has them. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: btoa(String.fromCharCode(...value)) };
  if (value instanceof Set) return { $set: [...value] };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]));
}

function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== 'object' || value === null) return value;
  if ('$bytes' in value) return Uint8Array.from(atob(String(value.$bytes)), (character) => character.charCodeAt(0));
  if ('$set' in value && Array.isArray(value.$set)) return new Set(value.$set);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, revived(part)]));
}
