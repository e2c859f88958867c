import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readConfig } from '../../../server/config.ts';
import { createLogger } from '../../../server/http/log.ts';
import { openData } from '../../../server/open-data.ts';
import { fill } from './fill.ts';

/** Tokens of the sample data. */
export const SEEDED = {
  /** Sees and may do everything. */
  operations: 'TKN-1671-0642',
  client: 'TKN-3803-0001',
  disabled: 'TKN-3803-0002',
  deleted: 'TKN-3803-0003',
} as const;

const IDS_TO_GET = 100;

/** Databases with the sample data and so many tokens, each made once; every side works on a copy of its own. */
export class Databases {
  readonly #folder: string;
  readonly #tell: (what: string) => void;
  readonly #made = new Map<number, Promise<string>>();
  #copies = 0;

  constructor(folder: string, tell: (what: string) => void) {
    this.#folder = folder;
    this.#tell = tell;
  }

  /** A folder with a copy, its keys and the credentials of the sample data. */
  async copy(tokens: number): Promise<string> {
    const copy = join(this.#folder, `copy-${this.#copies++}`);
    await cp(await this.#original(tokens), copy, { recursive: true });
    return copy;
  }

  /** Ids of some tokens in it. */
  async ids(tokens: number): Promise<string[]> {
    const database = new DatabaseSync(join(await this.#original(tokens), 'tokens.db'), { readOnly: true });
    const rows = database.prepare('select id from tokens order by created_at limit ?').all(IDS_TO_GET);
    database.close();
    return rows.map(({ id }) => String(id));
  }

  #original(tokens: number): Promise<string> {
    const made = this.#made.get(tokens) ?? this.#make(tokens);
    this.#made.set(tokens, made);
    return made;
  }

  async #make(tokens: number): Promise<string> {
    const folder = join(this.#folder, String(tokens));
    await mkdir(folder);
    const file = join(folder, 'tokens.db');
    this.#tell(`Filling a database with ${tokens.toLocaleString('en')} tokens …`);
    const { store, keyring } = await openData(readConfig({ DATABASE_URL: `sqlite:${file}` }), createLogger('warn'));
    await store.close();
    fill(file, keyring, tokens);
    return folder;
  }
}
