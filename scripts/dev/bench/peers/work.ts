import { bearerOf } from '../../../../server/core/bearer.ts';
import { readKeyFile } from '../../../../server/secrets/key-file.ts';
import { Keyring } from '../../../../server/secrets/keyring.ts';
import { type Answer, answer, problem, Refused } from './answer.ts';
import { type Draft, insertToken } from './create.ts';
import { represent } from './representation.ts';
import { type CallerRow, type ModuleRow, prepareStatements, type Statements, type TokenRow } from './statements.ts';

const MINUTE_IN_MS = 60_000;
const TOUCH_AFTER_MS = 50;
const STREAM_PAGE = 50;

/** The greatest page, and the page that a list has unless told otherwise. */
const PAGE_SIZE = 100;

/** A list as a whole, in pieces. */
export interface Stream {
  count: number;
  pages: Iterable<object[]>;
}

/**
 * What the peers do for a request, written by hand on prepared SQL: the reads and writes of the server's rules, for a
 * caller who sees every token. A peer adds the plumbing.
 */
export class Work {
  readonly #sql: Statements;
  readonly #keyring: Keyring;
  /** Callers whose use is about to be written. */
  readonly #used = new Set<string>();

  private constructor(sql: Statements, keyring: Keyring) {
    this.#sql = sql;
    this.#keyring = keyring;
  }

  /** On a database that a server has made, with the key file beside it. */
  static async on(file: string): Promise<Work> {
    return new Work(prepareStatements(file), new Keyring((await readKeyFile(`${file}.keys`)) ?? []));
  }

  /** The caller, looked up in the database at each request; undefined where the credential is not valid. */
  authenticate(authorization: string | undefined): CallerRow | undefined {
    const credential = bearerOf(authorization);
    if (credential === undefined) return undefined;
    for (const digest of this.#keyring.digests(credential)) {
      const caller = this.#sql.callerByDigest(digest);
      if (!caller || !this.#keyring.areEqual(digest, caller.digest)) continue;
      this.#noteUse(caller);
      return caller;
    }
    return undefined;
  }

  get(caller: CallerRow, id: string): Answer {
    if (!seesAll(caller)) return problem(403);
    const row = this.#sql.token(id);
    if (!row) return problem(404);
    const token = represent(row, this.#sql.modules(id), this.#open(row));
    return answer(200, { ...token, $meta: { omitted: ['audit'] } });
  }

  list(caller: CallerRow, { limit = PAGE_SIZE, offset = 0 }: { limit?: number; offset?: number }): Answer {
    if (!seesAll(caller)) return problem(403);
    const shown = Math.min(limit, PAGE_SIZE);
    const data = this.#representAll(this.#sql.page(shown, offset));
    return answer(200, {
      $meta: { pagination: { offset, limit: shown, total: this.#total() }, omitted: ['audit'] },
      data,
    });
  }

  /** Asked once more inside the transaction, the caller is the one that there is now. */
  create({ id }: CallerRow, draft: Draft): Answer {
    this.#sql.begin();
    try {
      const caller = this.#sql.callerById(id);
      if (!caller) throw new Refused(401);
      if (!seesAll(caller)) throw new Refused(403);
      const created = insertToken(this.#sql, this.#keyring, caller, draft);
      this.#sql.commit();
      return answer(201, created, { Location: `/public/v1${created.href}` });
    } catch (error) {
      this.#sql.rollback();
      if (error instanceof Refused) return problem(error.status);
      throw error;
    }
  }

  /** Every token that is there now, oldest first. Before each piece it asks again who is calling. */
  stream(caller: CallerRow): Stream {
    const until = this.#sql.latestCreation()?.at ?? 0;
    return { count: this.#total(), pages: this.#pages(caller, until) };
  }

  *#pages({ id }: CallerRow, until: number): Iterable<object[]> {
    let rows = this.#sql.pageAfter(0, '', until, STREAM_PAGE);
    for (let last = rows.at(-1); last; last = rows.at(-1)) {
      const caller = this.#sql.callerById(id);
      if (!caller || !seesAll(caller)) throw new Refused(401);
      yield this.#representAll(rows);
      rows = this.#sql.pageAfter(last.createdAt, last.id, until, STREAM_PAGE);
    }
  }

  #representAll(rows: readonly TokenRow[]) {
    const modules = Map.groupBy(this.#modulesOf(rows), ({ tokenId }) => tokenId);
    return rows.map((row) => represent(row, modules.get(row.id) ?? [], this.#open(row)));
  }

  #modulesOf(rows: readonly TokenRow[]): ModuleRow[] {
    return this.#sql.modulesOfAll(JSON.stringify(rows.map(({ id }) => id)));
  }

  #open({ id, keyId, sealed }: TokenRow): string {
    return this.#keyring.open(id, { keyId, sealed });
  }

  #total(): number {
    return this.#sql.count()?.total ?? 0;
  }

  /** At most once a minute for each caller, a moment after its request. */
  #noteUse({ id, lastAccessAt }: CallerRow): void {
    const now = Date.now();
    if (this.#used.has(id) || (lastAccessAt !== null && now - lastAccessAt < MINUTE_IN_MS)) return;
    this.#used.add(id);
    setTimeout(() => {
      this.#sql.touch(now, id);
      this.#used.delete(id);
    }, TOUCH_AFTER_MS);
  }
}

function seesAll({ accountType, codes }: CallerRow): boolean {
  const modules = codes?.split(',') ?? [];
  const managesPlatform = accountType === 'Operations' && modules.includes('platform-account-management');
  return managesPlatform && modules.includes('access-management');
}
