import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StoreUnavailable } from '../core/ports/store-unavailable.ts';
import { temporaryFolder } from '../testing/server.ts';
import { GroupedTransactions, type Transact } from './grouped.ts';
import { keyRepository } from './keys.ts';
import { migrate } from './migrate.ts';
import { openSqlite } from './sqlite/index.ts';

const ONE = new Uint8Array([1]);

/** Changes on a database in a file, and how many transactions they took. */
async function open() {
  const file = join(await temporaryFolder(), 'tokens.db');
  const { writer, close } = openSqlite(`sqlite:${file}`);
  onTestFinished(close);
  await migrate(writer, file);
  let transactions = 0;
  const transact: Transact = (work) => {
    transactions += 1;
    return writer.transaction().execute(work);
  };
  const changes = new GroupedTransactions(transact, { each: (transaction) => transaction });
  return {
    file,
    remember: (id: string, then: () => void = () => {}) =>
      changes.run(async (transaction) => {
        await keyRepository(transaction).remember(id, ONE);
        then();
        return id;
      }),
    ids: async () => [...(await keyRepository(writer).fingerprints()).keys()].sort(),
    transactions: () => transactions,
  };
}

describe('changes that come at once', () => {
  it('share transactions, and each has an outcome of its own', async () => {
    const { remember, ids, transactions } = await open();
    const names = Array.from({ length: 100 }, (_, index) => `key-${String(index).padStart(3, '0')}`);
    const outcomes = await Promise.allSettled(
      names.map((name, index) =>
        remember(name, () => {
          if (index % 3 === 0) throw new Error(`not ${name}`);
        }),
      ),
    );
    for (const [index, outcome] of outcomes.entries()) {
      const name = names[index];
      if (index % 3 === 0) expect(outcome).toMatchObject({ reason: { message: `not ${name}` } });
      else expect(outcome).toEqual({ status: 'fulfilled', value: name });
    }
    expect(await ids()).toEqual(names.filter((_, index) => index % 3 !== 0));
    expect(transactions()).toBe(2);
  });

  it('are all told, and none of them written, where the database fails in the middle', async () => {
    const { remember, ids } = await open();
    const failing = () => {
      throw new StoreUnavailable('full', 'its disk is full');
    };
    const outcomes = await Promise.allSettled([remember('a'), remember('b', failing), remember('c')]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { reason: 'full' } });
    expect(await ids()).toEqual([]);
    await remember('d');
    expect(await ids()).toEqual(['d']);
  });

  it('wait for a lock together, not one after the other', async () => {
    const { file, remember, ids } = await open();
    const holder = new DatabaseSync(file);
    onTestFinished(() => holder.close());
    holder.exec('BEGIN IMMEDIATE');
    const first = Promise.allSettled([remember('a'), remember('b')]);
    const later = new Promise((resolve) => setTimeout(resolve)).then(() => Promise.allSettled([remember('c')]));
    for (const outcome of [...(await first), ...(await later)]) {
      expect(outcome).toMatchObject({ reason: { reason: 'locked' } });
    }
    holder.exec('ROLLBACK');
    await remember('d');
    expect(await ids()).toEqual(['d']);
  });
});
