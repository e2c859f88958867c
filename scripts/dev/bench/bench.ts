import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cores } from './cores.ts';
import { Databases } from './databases.ts';
import type { Section } from './report.ts';
import { type BenchedServer, type Side, type StartOptions, startServer } from './server.ts';

/** A part of the bench, which can be run by itself. */
export type Part = (bench: Bench) => Promise<Section[]>;

export interface BenchOptions {
  /** Short rounds, and few: to see whether it works. */
  isQuick: boolean;
  cores: Cores;
  /** Told of what takes long. */
  tell(what: string): void;
}

/** What the parts share: databases, servers that are stopped when the bench ends, and how long to measure. */
export class Bench {
  readonly databases: Databases;
  readonly cores: Cores;
  readonly #isQuick: boolean;
  readonly #folder: string;
  readonly #servers = new Set<BenchedServer>();

  private constructor(folder: string, { isQuick, cores, tell }: BenchOptions) {
    this.#folder = folder;
    this.#isQuick = isQuick;
    this.cores = cores;
    this.databases = new Databases(folder, tell);
  }

  /** Runs a work with a bench, and leaves nothing behind. */
  static async run<T>(options: BenchOptions, work: (bench: Bench) => Promise<T>): Promise<T> {
    const bench = new Bench(await mkdtemp(join(tmpdir(), 'bench-')), options);
    try {
      return await work(bench);
    } finally {
      await bench.#end();
    }
  }

  /** How often, or how long: as given, or a tenth of it where it is quick. */
  some(amount: number): number {
    return this.#isQuick ? Math.ceil(amount / 10) : amount;
  }

  /** A number of tokens; a hundredth of it where it is quick. */
  tokens(count: number): number {
    return this.#isQuick ? Math.max(1_000, count / 100) : count;
  }

  /** Starts a side on a copy of its own of a database with so many tokens. */
  async start(side: Side, tokens: number, cores = this.cores.server): Promise<BenchedServer> {
    return this.startIn(side, await this.databases.copy(tokens), { cores });
  }

  /** The same on a database that is there. */
  async startIn(side: Side, folder: string, options: Partial<StartOptions> = {}): Promise<BenchedServer> {
    const server = await startServer(side, { folder, cores: this.cores.server, ...options });
    this.#servers.add(server);
    return server;
  }

  async stop(...servers: BenchedServer[]): Promise<void> {
    await Promise.all(servers.map((server) => server.stop()));
    for (const server of servers) this.#servers.delete(server);
  }

  async #end(): Promise<void> {
    await this.stop(...this.#servers);
    await rm(this.#folder, { recursive: true });
  }
}
