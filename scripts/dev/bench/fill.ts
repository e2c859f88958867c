import { randomInt } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { generateCredential } from '../../../server/core/credential.ts';
import { randomIds } from '../../../server/core/tokens/id.ts';
import { readKeyFile } from '../../../server/secrets/key-file.ts';
import { Keyring } from '../../../server/secrets/keyring.ts';
import { folded } from '../../../server/store/folded.ts';
import { openStore } from '../../../server/store/index.ts';

const TOKENS_PER_ACCOUNT = 100;
const STATUSES = ['Active', 'Active', 'Active', 'Disabled', 'Deleted'];
const WORDS = ['Nightly', 'export', 'ERP', 'connector', 'Billing', 'sync', 'prod', 'test', 'Älteste', 'Straße'];

/**
 * Fills a database that a server has seeded with tokens of many accounts, written with SQL: through the store it would
 * take minutes. The credentials are sealed as the server does it, because lists show them.
 */
export async function fill(file: string, count: number): Promise<void> {
  await (await openStore(`sqlite:${file}`)).close();
  const keyring = new Keyring((await readKeyFile(`${file}.keys`)) ?? []);
  const database = new DatabaseSync(file);
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA temp_store = MEMORY; BEGIN');
  const account = database.prepare(
    "insert into accounts (id, type, status, name, revision, created_at, updated_at) values (?, 'Client', 'Active', ?, 1, ?, ?)",
  );
  const token = database.prepare(
    `insert into tokens
       (id, account_id, name, name_folded, description, description_folded, status, key_id, sealed, digest, revision, created_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?) on conflict do nothing`,
  );
  const assignment = database.prepare(
    'insert or ignore into token_modules (token_id, module_id, position) values (?, ?, 0)',
  );
  const start = Date.now() - count;
  let accountId = '';
  for (let index = 0; index < count; index++) {
    if (index % TOKENS_PER_ACCOUNT === 0) {
      accountId = `ACC-9${String(index / TOKENS_PER_ACCOUNT)
        .padStart(7, '0')
        .replace(/(...)(....)/, '$1-$2')}`;
      account.run(accountId, `Client ${index / TOKENS_PER_ACCOUNT}`, start, start);
    }
    const id = randomIds.tokenId(0);
    const { keyId, sealed, digest } = keyring.seal(id, generateCredential(id));
    const words = Array.from({ length: 3 }, () => WORDS[randomInt(WORDS.length)]).join(' ');
    const description = `${words}, number ${index}`;
    const at = start + index;
    token.run(
      id,
      accountId,
      words,
      folded(words),
      description,
      folded(description),
      STATUSES[index % 5] ?? 'Active',
      keyId,
      sealed,
      digest,
      at,
      at,
    );
    assignment.run(id, 'MOD-4411');
  }
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}
