import { type BigIntStats, realpathSync, statSync } from 'node:fs';
import { unavailable } from './failure.ts';

/** Between two looks before reads. Before and after each write there is a look in any case. */
const LOOK_EVERY_MS = 100;
const ANY_WRITE_BIT = 0o222n;

/** The files of a database that is open in this process. */
export interface OpenedFiles {
  /** Of the database itself. */
  path: string;
  /** Path → which file it was when it was first seen. The log and its index come with the first transaction. */
  known: ReadonlyMap<string, string | undefined>;
}

/**
 * The files of an open database: itself, its log and the index of that. SQLite goes on with files that were deleted or
 * replaced as if nothing had happened, and what it writes to them is lost.
 */
export class WatchedFile implements OpenedFiles {
  readonly path: string;
  readonly #known: Map<string, string | undefined>;
  #lookedAt = Number.NEGATIVE_INFINITY;

  /** @param opened An existing file that has been opened, or what is known of one that is open already. */
  constructor(opened: string | OpenedFiles) {
    this.path = typeof opened === 'string' ? opened : opened.path;
    this.#known = new Map(typeof opened === 'string' ? filesOf(opened) : opened.known);
  }

  get known(): ReadonlyMap<string, string | undefined> {
    return this.#known;
  }

  /** @throws StoreUnavailable `gone` where the files are not those that were opened, by a look of a moment ago at most. */
  assertThere(): void {
    if (performance.now() - this.#lookedAt >= LOOK_EVERY_MS) this.assertThereNow();
  }

  /** @throws StoreUnavailable `gone` where the files are not those that were opened. */
  assertThereNow(): void {
    for (const [file, known] of this.#known) {
      const found = identity(look(file));
      if (known === undefined) this.#known.set(file, found);
      else if (found !== known) {
        this.#lookedAt = Number.NEGATIVE_INFINITY;
        throw unavailable('gone', this.path, `${file} is ${found === undefined ? 'not there' : 'another file'}`);
      }
    }
    this.#lookedAt = performance.now();
  }

  /**
   * @throws StoreUnavailable `gone`, or `read-only` where nobody may write the file. What was opened before that could
   * still be written, and root may write everything; but after the next start it could not.
   */
  assertWritable(): void {
    this.assertThereNow();
    const found = look(this.path);
    if (found && process.platform !== 'win32' && (found.mode & ANY_WRITE_BIT) === 0n) {
      throw unavailable('read-only', this.path, 'nobody has the right to write it');
    }
  }

  /** Another one whenever the files have been written to. */
  stamp(): string {
    return [...this.#known.keys()]
      .map((file) => look(file))
      .map((found) => `${found?.mtimeNs}:${found?.size}`)
      .join();
  }
}

function filesOf(path: string): [path: string, file: string | undefined][] {
  // SQLite puts the log beside the file itself, not beside a link to it.
  const real = realpathSync(path);
  return [path, `${real}-wal`, `${real}-shm`].map((file) => [file, identity(look(file))]);
}

function look(file: string): BigIntStats | undefined {
  try {
    return statSync(file, { bigint: true, throwIfNoEntry: false });
  } catch {
    // A folder that may not be read, a share that is not mounted: for the server the file is gone.
    return undefined;
  }
}

function identity(found: BigIntStats | undefined): string | undefined {
  return found && `${found.dev}:${found.ino}`;
}
