import { mkdir, readFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
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

/** An address that leads to one port and later to another, as that of a primary does. */
export async function movingAddress(port: number): Promise<{ port: number; moveTo(port: number): void }> {
  let target = port;
  const sockets = new Set<Socket>();
  const server = createServer((from) => {
    const to = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    port: (server.address() as { port: number }).port,
    moveTo(next) {
      target = next;
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
  };
}

/**
 * An address of a database where connections break at the next commit.
 * @param isDone Whether the database is told of it before.
 */
export async function breakingAddress(port: number, isDone: boolean): Promise<{ port: number; breakNext(): void }> {
  let breaks = false;
  const server = createServer((from) => {
    const to = connect(port, '127.0.0.1');
    from.on('error', () => to.destroy()).on('close', () => to.destroy());
    to.on('error', () => from.destroy()).on('close', () => from.destroy());
    to.pipe(from);
    from.on('data', (bytes) => {
      const isCommit = breaks && bytes.includes('commit');
      if (!isCommit) return void to.write(bytes);
      breaks = false;
      to.unpipe(from);
      if (!isDone) return void from.destroy();
      // The database gives up what it is told to write where nobody is there any more.
      to.on('data', (answer) => answer.includes('COMMIT') && from.destroy());
      to.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return {
    port: (server.address() as { port: number }).port,
    breakNext() {
      breaks = true;
    },
  };
}
