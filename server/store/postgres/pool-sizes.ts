import { PLACES } from '../../core/turns/turns.ts';

/** Of each server. What reads by keys takes a moment; changes are one transaction at a time. The probe waits for nobody. */
export const CONNECTIONS = { reads: 8, changes: 2, lists: PLACES.all, probe: 1 };

/** So many connections a server takes at most, besides one for a moment to end a list. */
export const MOST_CONNECTIONS = Object.values(CONNECTIONS).reduce((sum, one) => sum + one, 0);
