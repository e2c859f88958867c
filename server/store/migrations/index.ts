import type { Migration } from 'kysely/migration';
import { initial } from './0001-initial.ts';
import { indexes } from './0002-indexes.ts';
import { keys } from './0003-keys.ts';
import { accountFields } from './0004-account-fields.ts';
import { foldedTexts } from './0005-folded-texts.ts';
import { textIndex } from './0006-text-index.ts';
import { keptTotals } from './0007-kept-totals.ts';
import { keyedCreations } from './0008-keyed-creations.ts';
import { auditTrail } from './0009-audit-trail.ts';

/** In the order of their names; one that has landed is never changed. */
export const migrations: Record<string, Migration> = {
  '0001-initial': initial,
  '0002-indexes': indexes,
  '0003-keys': keys,
  '0004-account-fields': accountFields,
  '0005-folded-texts': foldedTexts,
  '0006-text-index': textIndex,
  '0007-kept-totals': keptTotals,
  '0008-keyed-creations': keyedCreations,
  '0009-audit-trail': auditTrail,
};
