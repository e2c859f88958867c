import type { Instant } from '../core/ports/clock.ts';
import type { KeyedCreation, Repositories, TokenRecord } from '../core/ports/store.ts';
import type { TrailEntry } from '../core/ports/trail.ts';
import type { Together } from './grouped.ts';

/** Rows that are not written yet. */
export interface Pending {
  /** Many are written already. */
  token(token: TokenRecord): Promise<void>;
  trail(entry: TrailEntry): void;
  keyed(creation: KeyedCreation): void;
  /** Keys that were used until then, so many of them. */
  remove(at: Instant, limit: number): void;
  /** Whether a token with this id is among them. */
  has(id: string): boolean;
  hasKey(accountId: string, key: string): boolean;
  /** Has sent all of it when it returns. @throws InEachOthersWay where the id of a token is taken. */
  write(): Promise<void>;
}

export interface TogetherOptions {
  pending: Pending;
  /** Whether the way to the database is long. */
  isFar: boolean;
}

type Method = (...values: never[]) => Promise<unknown>;
type MethodName = { [R in keyof Repositories]: keyof Repositories[R] }[keyof Repositories];

/** All others write. */
const READING: ReadonlySet<string> = new Set<MethodName>([
  'find',
  'findSummary',
  'findAll',
  'list',
  'listSummaries',
  'snapshot',
  'idsWithModules',
  'identify',
  'identity',
  'countOf',
  'latestCreation',
  'keyIds',
  'sealedUnder',
  'sealedUnderOtherKeys',
  'moduleIds',
  'isEmpty',
  'fingerprints',
  'read',
]);

/**
 * Repositories for several changes of one transaction, in which nothing else changes what they see. What one of them has read
 * is not read again for the next one, until one writes what might change the answer; and what creations write is written in
 * the end, or before something is asked that depends on it.
 */
export function together(each: Repositories, { pending, isFar }: TogetherOptions): Together<Repositories> {
  const touches = { count: 0 };
  const known = new Answers();
  const { direct, behind } = ways(each, { touches, known, pending });
  const { tokens, accounts, modules, keyedCreations } = behind;
  return {
    asksAhead: isFar,
    touched: () => touches.count,
    finish: () => pending.write(),
    moment: {
      ...behind,
      accounts: {
        ...accounts,
        find: (id) => known.of(`account ${id}`, () => direct.accounts.find(id)),
        moduleIds: (id) => known.of(`modules of ${id}`, () => direct.accounts.moduleIds(id)),
      },
      modules: {
        ...modules,
        findAll: (ids) => known.of(`modules ${JSON.stringify(ids)}`, () => direct.modules.findAll(ids)),
      },
      tokens: {
        ...tokens,
        identity: (id) => known.of(`identity ${id}`, () => (pending.has(id) ? tokens : direct.tokens).identity(id)),
        latestCreation: () => known.of('latest', () => tokens.latestCreation()),
        countOf: (id) => known.of(`count ${id}`, () => tokens.countOf(id)),
        async insert(token) {
          touches.count += 1;
          await pending.token(token);
          const { at } = token.audit.created;
          known.change<Instant | undefined>('latest', (latest = at) => Math.max(latest, at));
          known.change<number>(`count ${token.accountId}`, (count) => count + Number(token.status !== 'Deleted'));
          return true;
        },
      },
      keyedCreations: {
        ...keyedCreations,
        find: (accountId, key) => {
          const asked = pending.hasKey(accountId, key) ? keyedCreations : direct.keyedCreations;
          return known.of(keyOf({ accountId, key }), () => asked.find(accountId, key));
        },
        async put(creation) {
          touches.count += 1;
          known.forget(keyOf(creation));
          pending.keyed(creation);
        },
        async removeUntil(at, limit) {
          touches.count += 1;
          pending.remove(at, limit);
        },
      },
      trail: {
        ...behind.trail,
        async append(entry) {
          touches.count += 1;
          pending.trail(entry);
        },
      },
    },
  };
}

function keyOf({ accountId, key }: Pick<KeyedCreation, 'accountId' | 'key'>): string {
  return `key ${JSON.stringify([accountId, key])}`;
}

/** What was read, by what was asked. */
class Answers {
  readonly #answers = new Map<string, Promise<unknown>>();

  of<T>(question: string, ask: () => Promise<T>): Promise<T> {
    const answer = (this.#answers.get(question) as Promise<T> | undefined) ?? ask();
    this.#answers.set(question, answer);
    return answer;
  }

  /** Says what has become of an answer, where there is one. */
  change<T>(question: string, changed: (before: T) => T): void {
    const answer = this.#answers.get(question) as Promise<T> | undefined;
    if (answer) this.#answers.set(question, answer.then(changed));
  }

  forget(question: string): void {
    this.#answers.delete(question);
  }

  forgetAll(): void {
    this.#answers.clear();
  }
}

/** What changes share that are written together. */
interface Shared {
  /** Of what `Together.touched` tells. */
  touches: { count: number };
  known: Answers;
  pending: Pending;
}

/**
 * Two ways to each method: directly, for what has nothing to do with what is pending, and behind it. What writes has all
 * answers forgotten.
 */
function ways(each: Repositories, { touches, known, pending }: Shared) {
  const watched =
    (method: Method): Method =>
    async (...values) => {
      try {
        return await method(...values);
      } catch (error) {
        touches.count += 1;
        throw error;
      }
    };
  const direct = eachMethod(each, (_name, method) => watched(method));
  const behind = eachMethod(each, (name, method) =>
    watched(async (...values) => {
      if (!READING.has(name)) {
        touches.count += 1;
        known.forgetAll();
      }
      await pending.write();
      return method(...values);
    }),
  );
  return { direct, behind };
}

function eachMethod(repositories: Repositories, change: (name: string, method: Method) => Method): Repositories {
  const all = Object.entries(repositories).map(([resource, methods]) => [
    resource,
    Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, change(name, method as Method)])),
  ]);
  return Object.fromEntries(all);
}
