import type { TrailEntry, TrailRepository } from '../core/ports/trail.ts';
import type { Connection } from './connection.ts';
import { type PlaceOf, preparedChange } from './prepared.ts';
import type { TrailRow, TrailTable } from './schema.ts';

const insertRow = preparedChange((db, place: PlaceOf<TrailTable>) =>
  db.insertInto('audit_trail').values({
    at: place('at'),
    id: place('id'),
    action: place('action'),
    token_id: place('token_id'),
    account_id: place('account_id'),
    by_token_id: place('by_token_id'),
    by_account_id: place('by_account_id'),
    trace_id: place('trace_id'),
    changes: place('changes'),
  }),
);

/** The audit trail in a database of either kind. */
export function trailRepository(db: Connection): TrailRepository {
  return {
    async append(entry) {
      await insertRow(db, trailRow(entry));
    },

    async read({ since, until, tokenId, accountId, by, after, limit }) {
      let rows = db.selectFrom('audit_trail').selectAll();
      if (since !== undefined) rows = rows.where('at', '>=', since);
      if (until !== undefined) rows = rows.where('at', '<', until);
      if (tokenId !== undefined) rows = rows.where('token_id', '=', tokenId);
      if (accountId !== undefined) rows = rows.where('account_id', '=', accountId);
      if (by !== undefined)
        rows = rows.where(({ or, eb }) => or([eb('by_token_id', '=', by), eb('by_account_id', '=', by)]));
      if (after !== undefined) {
        // Not a comparison of rows: that is not used with an index everywhere.
        rows = rows
          .where('at', '>=', after.at)
          .where(({ or, eb }) => or([eb('at', '>', after.at), eb('id', '>', after.id)]));
      }
      return (await rows.orderBy('at').orderBy('id').limit(limit).execute()).map(fromRow);
    },
  };
}

export function trailRow({ id, at, action, tokenId, accountId, by, traceId, changes }: TrailEntry): TrailRow {
  return {
    at,
    id,
    action,
    token_id: tokenId,
    account_id: accountId,
    by_token_id: by?.tokenId ?? null,
    by_account_id: by?.accountId ?? null,
    trace_id: traceId,
    changes: JSON.stringify(changes),
  };
}

function fromRow(row: TrailRow): TrailEntry {
  const { by_token_id: byToken, by_account_id: byAccount } = row;
  return {
    id: row.id,
    at: Number(row.at),
    action: row.action,
    tokenId: row.token_id,
    accountId: row.account_id,
    by: byToken === null || byAccount === null ? null : { tokenId: byToken, accountId: byAccount },
    traceId: row.trace_id,
    changes: JSON.parse(row.changes),
  };
}
