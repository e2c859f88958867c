/** For tests that run a command many times: one process that loads it once. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

export interface Ended {
  code: number | null;
  /** What was written to the standard output, and to the standard error. */
  out: string;
  problems: string;
}

/** What the process is told to run. */
export interface Run {
  words: readonly string[];
  env: Readonly<Record<string, string>>;
}

const CHILD = new URL('one-process-child.ts', import.meta.url);
const ROOT = new URL('../..', import.meta.url).pathname;

/** A command whose runs share a process, and what was loaded for one: for all that is not about the process. */
export class OneProcess {
  readonly #command: URL;
  readonly #env: NodeJS.ProcessEnv;
  #started: { child: ChildProcess; exit: Promise<undefined> } | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param command The module that is the command: it reads `process.argv`, and ends its process or leaves it nothing to do.
   * @param env All its environment variables.
   */
  constructor(command: URL, env: NodeJS.ProcessEnv) {
    this.#command = command;
    this.#env = env;
  }

  /**
   * Runs the command in the repository's root, once the runs before have ended. Throws where that ends the process.
   * @param env Environment variables of this run and those after it.
   */
  run(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const run = this.#last.then(() => this.#next({ words, env }));
    this.#last = run.catch(() => {});
    return run;
  }

  async #next(message: Run): Promise<Ended> {
    this.#started ??= this.#start();
    const { child, exit } = this.#started;
    const ended = once(child, 'message').then(([ended]: Ended[]) => ended);
    child.send(message);
    const result = await Promise.race([ended, exit]);
    if (!result) throw new Error(`The process of ${this.#command.pathname} ended at ${message.words.join(' ')}.`);
    return result;
  }

  #start() {
    const child = fork(CHILD, [this.#command.href], { cwd: ROOT, env: this.#env });
    return { child, exit: once(child, 'exit').then(() => undefined) };
  }
}
