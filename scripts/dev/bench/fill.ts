import { DatabaseSync } from 'node:sqlite';
import { defaultIcon } from '../../../server/core/accounts/icon.ts';
import { generateCredential } from '../../../server/core/credential.ts';
import type { Keyring } from '../../../server/secrets/keyring.ts';
import { folded } from '../../../server/store/folded.ts';

const TOKENS_PER_ACCOUNT = 100;
const STATUSES = ['Active', 'Active', 'Active', 'Disabled', 'Deleted'];
const WORDS = ['Nightly', 'export', 'ERP', 'connector', 'Billing', 'sync', 'prod', 'test', 'Älteste', 'Straße'];
const MODULES = ['MOD-4411', 'MOD-2230'];
const DAY_IN_MS = 86_400_000;
/** Sealing takes most of the time, and no part of the bench shows more tokens than the oldest of these. */
const SEALED = 100_000;

/**
 * Fills a database that has the sample data with tokens of many accounts, all older than the sample, written with SQL:
 * through the store it would take minutes. Credentials are sealed as the server does it, because lists show them; in place
 * of those that nothing shows are as many bytes.
 */
export function fill(file: string, keyring: Keyring, count: number): void {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA temp_store = MEMORY; BEGIN');
  const account = database.prepare(
    `insert into accounts (id, type, status, name, name_folded, icon, revision, created_at, updated_at)
     values (?, 'Client', 'Active', ?, ?, ?, 1, ?, ?)`,
  );
  const token = database.prepare(
    `insert into tokens (id, account_id, name, name_folded, description, description_folded, status, key_id, sealed,
       digest, revision, created_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)`,
  );
  const assignment = database.prepare('insert into token_modules (token_id, module_id, position) values (?, ?, ?)');
  const start = Date.now() - DAY_IN_MS - count;
  let accountId = '';
  const example = keyring.seal('', generateCredential(''));
  for (let index = 0; index < count; index++) {
    const at = start + index;
    if (index % TOKENS_PER_ACCOUNT === 0) {
      const number = index / TOKENS_PER_ACCOUNT;
      accountId = `ACC-9${groups(number, 7)}`;
      const name = `Client ${number}`;
      account.run(accountId, name, folded(name), defaultIcon(accountId), start, start);
    }
    const id = `TKN-9${groups(scattered(index), 11)}`;
    const { keyId, sealed, digest } =
      index < SEALED
        ? keyring.seal(id, generateCredential(id))
        : { ...example, digest: uniqueBytes(example.digest.length, index) };
    const words = wordsOf(scattered(index));
    const status = STATUSES[index % STATUSES.length] ?? 'Active';
    const texts = [words, `${words}, number ${index}`].flatMap((text) => [text, folded(text)]);
    token.run(id, accountId, ...texts, status, keyId, sealed, digest, at, at);
    for (const [position, moduleId] of MODULES.slice(index % 2).entries()) assignment.run(id, moduleId, position);
  }
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

/** Another number below a billion for each one below a billion, in no order to speak of. */
function scattered(number: number): number {
  return Number((BigInt(number) * 736_338_717n + 12_345n) % 1_000_000_000n);
}

function uniqueBytes(length: number, index: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt32BE(scattered(index));
  return bytes;
}

/** Three words, by three of its digits. */
function wordsOf(number: number): string {
  return [1e4, 1e6, 1e8].map((place) => WORDS[Math.floor(number / place) % WORDS.length]).join(' ');
}

/** `0001234` → `000-1234`: what stands behind a first digit, in groups of four. */
function groups(number: number, digits: number): string {
  return String(number)
    .padStart(digits, '0')
    .replace(/\B(?=(\d{4})+$)/g, '-');
}
