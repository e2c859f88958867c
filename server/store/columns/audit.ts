import { sql } from 'kysely';
import type { AuditEventName } from '../../core/ports/store.ts';
import type { Words } from '../words.ts';
import { type Column, column, foldedRef, never, object, value } from './column.ts';

type EventPath<E extends string> =
  | `audit.${E}`
  | `audit.${E}.at`
  | `audit.${E}.${'by' | 'of'}${'' | '.id' | '.name' | '.icon'}`;

/** The audit events of a token, each part in a column of its own; what its texts fold to is in one for all of them. */
export function auditColumns<E extends AuditEventName>(
  words: Words,
  table: string,
  events: readonly E[],
): Record<EventPath<E>, Column> {
  return eventColumns(events, (event) => ({
    at: column(`${table}.${event}_at`),
    part: (who, part) => auditPart(words, table, event, who, part),
  }));
}

function auditPart(words: Words, table: string, event: string, who: string, part: string): Column {
  const { expression, folded } = column(`${table}.${event}_${who}_${part}`);
  const inAudit = words.jsonText(foldedRef(`${table}.audit`), `$.${event}.${who}.${part}`);
  return value(expression, sql`coalesce(${inAudit}, ${folded})`);
}

/** The audit events of what nobody changes through the API: only their time is kept. */
export function timestampColumns<E extends AuditEventName>(
  table: string,
  events: readonly E[],
): Record<EventPath<E>, Column> {
  return eventColumns(events, (event) => ({ at: column(`${table}.${event}_at`), part: () => never }));
}

interface EventParts {
  at: Column;
  part(who: string, part: string): Column;
}

function eventColumns<E extends string>(
  events: readonly E[],
  parts: (event: E) => EventParts,
): Record<EventPath<E>, Column> {
  const entries = events.flatMap((event): [string, Column][] => {
    const { at, part } = parts(event);
    const actors = ['by', 'of'].flatMap((who): [string, Column][] => [
      [`audit.${event}.${who}`, object],
      ...['id', 'name', 'icon'].map((name): [string, Column] => [`audit.${event}.${who}.${name}`, part(who, name)]),
    ]);
    return [[`audit.${event}`, object], [`audit.${event}.at`, at], ...actors];
  });
  return Object.fromEntries(entries) as Record<EventPath<E>, Column>;
}
