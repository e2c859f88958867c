import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SharedCounts } from './ports/shared-counts.ts';
import { type KnownMinute, sharedCount } from './shared-rate.ts';

const MINUTE = 60_000;

/** Counts of a database, whose clock is moved by hand; `asked` is how often. */
class Database implements SharedCounts {
  time = 0;
  asked = 0;
  isAway = false;
  readonly #minutes = new Map<string, { taken: number; ends: number }>();

  async take(key: string, requests: number) {
    this.asked++;
    if (this.isAway) throw new Error('away');
    const known = this.#minutes.get(key);
    const minute = known && known.ends > this.time ? known : { taken: 0, ends: this.time + MINUTE };
    minute.taken += requests;
    this.#minutes.set(key, minute);
    return { taken: minute.taken, msLeft: minute.ends - this.time };
  }
}

/** Servers whose clocks say something else, each. */
const serversOn = (database: Database, count: number) =>
  Array.from({ length: count }, (_, index) =>
    sharedCount({ counts: database, minutes: new Map<string, KnownMinute>(), now: () => database.time + index * 7919 }),
  );

it('never lets servers pass more than the limit together, nor refuses who has some left at the one he asks [rate-limit.per-credential]', async () => {
  const requests = fc.array(fc.nat(3), { minLength: 1, maxLength: 400 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 120 }), requests, async (limit, asked) => {
      const database = new Database();
      const servers = serversOn(database, 4);
      const windows = await Promise.all(asked.map((index) => servers[index]?.('a', limit)));
      const passed = windows.filter((window) => window && !window.isExceeded);
      expect(passed.length).toBeLessThanOrEqual(limit);
      // What the others hold is missing, which is a twentieth of the limit each.
      const held = 3 * Math.max(1, Math.ceil(limit / 20));
      expect(passed.length).toBeGreaterThanOrEqual(Math.min(asked.length, limit - held));
      if (new Set(asked).size === 1) expect(passed.length).toBe(Math.min(asked.length, limit));
      for (const window of passed) expect(window?.remaining).toBeLessThan(limit);
    }),
  );
});

it('says of one server what is left, and asks the database a few dozen times for a thousand requests [rate-limit.headers]', async () => {
  const database = new Database();
  const [count] = serversOn(database, 1);
  for (let used = 1; used <= 1000; used++) expect((await count?.('a', 1000))?.remaining).toBe(1000 - used);
  expect(await count?.('a', 1000)).toMatchObject({ remaining: 0, isExceeded: true, reset: 60 });
  expect(database.asked).toBeLessThan(100);
  const asked = database.asked;
  for (let more = 0; more < 100; more++) await count?.('a', 1000);
  expect(database.asked).toBe(asked);
  database.time += MINUTE;
  expect(await count?.('a', 1000)).toMatchObject({ remaining: 999, isExceeded: false });
});

it('counts by itself while the database is away', async () => {
  const database = new Database();
  const [count] = serversOn(database, 1);
  database.isAway = true;
  for (let used = 1; used <= 10; used++) expect((await count?.('a', 10))?.remaining).toBe(10 - used);
  expect((await count?.('a', 10))?.isExceeded).toBe(true);
});
