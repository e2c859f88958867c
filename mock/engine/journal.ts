import type { OperationId } from '../../generated/operations.ts';
import type { ProblemCode } from '../../server/core/problems.ts';
import type { RuleId } from './rules.ts';

/** Bytes of a body that are kept to be shown. */
const MOST_SHOWN = 16_384;
const MOST_KEPT = 500;

/** A request that the sandbox took, and what it answered. */
export interface Entry {
  /** Counts from 1. */
  number: number;
  /** By the clock of the machine, in milliseconds since 1970-01-01T00:00:00Z. */
  at: number;
  durationMs: number;
  state: string;
  method: string;
  /** Path and query as they were sent. */
  target: string;
  /** What it was taken for; undefined where no operation has this path and method. */
  operation: OperationId | undefined;
  requestHeaders: Record<string, string>;
  requestBody: string | undefined;
  /** The id of the token that asked. */
  caller: string | undefined;
  /** Whether the bearer token was no credential, so that another token acted. */
  isStandIn: boolean;
  status: number | 'cut';
  responseHeaders: Record<string, string>;
  responseBody: string | undefined;
  code: ProblemCode | undefined;
  /** The rule of the contract that answered, where the answer is a problem. */
  rule: RuleId | undefined;
  /** Why the answer is not what the request deserves. */
  because: 'prefer' | 'next' | 'chance' | 'override' | undefined;
  /** What the sandbox did wrong itself: its answer was not as the contract has it. */
  broken: string | undefined;
}

/** Told of each entry; of a state that was reset, and of its name. */
export type JournalListener = (entry: Entry) => void;

/** The newest requests, for whoever wants to see them. */
export class Journal {
  readonly #entries: Entry[] = [];
  readonly #listeners = new Set<JournalListener>();
  #last = 0;

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  write(entry: Omit<Entry, 'number'>): void {
    const { requestBody, responseBody } = entry;
    const whole = { ...entry, number: ++this.#last, requestBody: cut(requestBody), responseBody: cut(responseBody) };
    this.#entries.push(whole);
    if (this.#entries.length > MOST_KEPT) this.#entries.shift();
    for (const tell of this.#listeners) tell(whole);
  }

  clear(): void {
    this.#entries.length = 0;
  }

  /** @returns what ends it. */
  listen(listener: JournalListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function cut(text: string | undefined): string | undefined {
  return text !== undefined && text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
