import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ServerProcess, spawnServer, until } from '../process.ts';
import { freePort } from './server.ts';

/** A server as a process, which comes back on the same port however it ends. */
export class Instance {
  readonly #folder: string;
  readonly #environment: Record<string, string>;
  #process: ServerProcess;

  private constructor(folder: string, environment: Record<string, string>) {
    this.#folder = folder;
    this.#environment = environment;
    this.#process = spawnServer(folder, environment);
  }

  /** Starts one, and waits until it listens. */
  static async start(folder: string, environment: Record<string, string>): Promise<Instance> {
    await mkdir(folder);
    const port = String(await freePort());
    const files = { CREDENTIALS_FILE: join(folder, 'credentials.json') };
    const instance = new Instance(folder, { LOG_LEVEL: 'error', ...files, ...environment, PORT: port });
    await instance.listening();
    return instance;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#environment.PORT}`;
  }

  async credentials(): Promise<Record<string, string>> {
    return JSON.parse(await readFile(join(this.#folder, 'credentials.json'), 'utf8'));
  }

  /** As nothing can be finished. */
  async killAndRestart(): Promise<void> {
    this.#process.child.kill('SIGKILL');
    await this.#process.ended;
    this.#process = spawnServer(this.#folder, this.#environment);
    await this.listening();
  }

  async listening(): Promise<void> {
    let hasEnded = false;
    void this.#process.ended.then(() => (hasEnded = true));
    await until(() => hasEnded || /API tokens are served at/.test(this.#process.output()));
    if (hasEnded) throw new Error(`The server did not start:\n${this.#process.output()}`);
  }

  output(): string {
    return this.#process.output();
  }
}
