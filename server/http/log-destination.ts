import { constants, openSync } from 'node:fs';
import { isatty } from 'node:tty';
import sonicBoom from 'sonic-boom';

/** Bytes that wait for a destination that takes none; what comes beyond is dropped. */
const MOST_WAITING = 4 * 1024 * 1024;
const RETRY_MS = 1_000;
const FLUSH_WITHIN_MS = 1_000;
/** How long a line may be kept back. */
const GATHER_MS = 50;
/** As much as is written at once. */
const MOST_GATHERED = 64 * 1024;

/**
 * Where log lines go. A destination that is slow, full or gone never blocks, fails or outgrows the process: lines wait, and
 * are dropped where too many do, which is told as soon as some are taken again.
 */
export class LogDestination {
  readonly #out: sonicBoom.SonicBoom;
  #dropped = 0;
  #gathered = '';
  #gathering: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;

  /** @param fd A file, or a pipe that does not block: a write that blocks would keep the process from ending. */
  constructor(fd: number) {
    this.#out = new sonicBoom.SonicBoom({ fd, sync: false, maxLength: MOST_WAITING });
    this.#out.on('drop', (text: string) => {
      this.#dropped += text.split('\n').length - 1;
    });
    // By now the bytes that are written still count as waiting.
    this.#out.on('write', () => queueMicrotask(() => this.#tellDropped()));
    this.#out.on('error', () => this.#retryLater());
  }

  write(text: string): void {
    this.#out.write(this.#take() + text);
  }

  /**
   * The same, for lines that are many and can wait: those of some milliseconds are written at once, and before whatever is written
   * otherwise. A process that ends by itself has written them; one that is ended calls `flush`, as it does for every line.
   */
  writeLater(text: string): void {
    this.#gathered += text;
    if (this.#gathered.length > MOST_GATHERED) this.write('');
    else this.#gathering ??= setTimeout(() => this.write(''), GATHER_MS);
  }

  #take(): string {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    const text = this.#gathered;
    this.#gathered = '';
    return text;
  }

  /** Calls back when all is written, or it turns out that it cannot be; in a second at the latest. */
  flush(done: () => void): void {
    const limit = setTimeout(end, FLUSH_WITHIN_MS);
    const out = this.#out.once('drain', end).once('error', end);
    function end() {
      clearTimeout(limit);
      out.off('drain', end).off('error', end);
      done();
    }
    this.#nudge();
  }

  #tellDropped(): void {
    const dropped = this.#dropped;
    if (dropped === 0) return;
    this.#dropped = 0;
    const line = { level: 'error', time: new Date().toISOString(), dropped, msg: `${dropped} log lines dropped` };
    this.#out.write(`${JSON.stringify(line)}\n`);
    // There was no room for this line either.
    if (this.#dropped > 0) this.#dropped = dropped;
  }

  /** A full backlog is not tried again by what is logged next, which is dropped. */
  #retryLater(): void {
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined;
      this.#nudge();
    }, RETRY_MS).unref();
  }

  #nudge(): void {
    this.write('');
  }
}

let output: LogDestination | undefined;

/** The standard output; one for all, so that no two lines are mixed. */
export function standardOutput(): LogDestination {
  output ??= new LogDestination(unblocked(process.stdout.fd ?? 1));
  return output;
}

/**
 * A file descriptor whose writes wait for nobody. A pipe or a socket became one when Node opened it as `process.stdout`; a
 * terminal is opened once more, as its output can be held.
 */
function unblocked(fd: number): number {
  if (!isatty(fd)) return fd;
  try {
    return openSync(`/dev/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch {
    return fd;
  }
}
