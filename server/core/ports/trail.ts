import type { Instant } from './clock.ts';

/** What was done to a token: the events of its `audit`. */
export type TrailAction = 'created' | 'updated' | 'enabled' | 'disabled' | 'deleted';

/** What an operator is told of a change of a token. It holds ids and names of fields, and no text that a caller has sent. */
export interface TrailEntry {
  /** At random; with the instant it is a place in the trail. */
  id: string;
  at: Instant;
  action: TrailAction;
  tokenId: string;
  /** Who owns the token. */
  accountId: string;
  /** The credential that it was done with, and its account; null where an operator's command did it. */
  by: { tokenId: string; accountId: string } | null;
  /** Of the request, as in the log; null where there was none. */
  traceId: string | null;
  /** Names of the fields that are not as before; what the token got and lost of modules. */
  changes: TrailChanges;
}

export interface TrailChanges {
  fields?: string[];
  modulesAdded?: string[];
  modulesRemoved?: string[];
}

/** Which entries. */
export interface TrailQuery {
  /** From this instant on. */
  since?: Instant | undefined;
  /** Before this instant. */
  until?: Instant | undefined;
  tokenId?: string | undefined;
  /** The owner's. */
  accountId?: string | undefined;
  /** The id of a token or an account that did it. */
  by?: string | undefined;
  /** Behind this one. */
  after?: Pick<TrailEntry, 'at' | 'id'> | undefined;
  limit: number;
}

/** What was done to tokens, written with each change in its transaction; what is in it is never changed nor removed. */
export interface TrailRepository {
  append(entry: TrailEntry): Promise<void>;
  /** The first that are asked for, the oldest first. */
  read(query: TrailQuery): Promise<TrailEntry[]>;
}
