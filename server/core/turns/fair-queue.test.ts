import { describe, expect, it } from 'vitest';
import { FairQueue, type Party, type Place } from './fair-queue.ts';

const PLACES = { all: 3, account: 2, credential: 1 };

const party = (name: string): Party => ({ credential: name, account: name.charAt(0) });

/** A queue, and who has been given a place so far; a name such as `A2` is a credential of the account `A`. */
function queue(waiting = 3, most = PLACES) {
  const fair = new FairQueue({ places: most, waiting, full: () => new Error('full') });
  const started: string[] = [];
  const places: Place[] = [];
  const enter = (name: string, signal?: AbortSignal) =>
    fair.enter(party(name), signal).then((place) => {
      started.push(name);
      places.push(place);
    });
  /** Leaves what has been under way longest; its credential rests. */
  const leave = async () => {
    const place = places.shift();
    place?.leave();
    await settled();
    return place;
  };
  /** The same without a rest. */
  const end = async () => {
    places[0]?.rested();
    await leave();
  };
  return { enter, leave, end, started };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('places', () => {
  it('are given at once while there are some', async () => {
    const { enter, started } = queue();
    await Promise.all(['A1', 'B1', 'C1'].map((name) => enter(name)));
    expect(started).toEqual(['A1', 'B1', 'C1']);
  });

  it('are never all of one credential, nor of one account', async () => {
    const { enter, end, started } = queue();
    for (const name of ['A1', 'A1', 'A2', 'A3', 'B1', 'B1']) enter(name);
    await settled();
    expect(started).toEqual(['A1', 'A2', 'B1']);
    await end();
    expect(started.slice(3)).toEqual(['A1']);
    await end();
    expect(started.slice(4)).toEqual(['A3']);
    await end();
    expect(started.slice(5)).toEqual(['B1']);
  });

  it('go round by credential, however many of one are waiting', async () => {
    const { enter, end, started } = queue(3, { all: 1, account: 1, credential: 1 });
    for (const name of ['A1', 'A1', 'A1', 'A1', 'B1', 'B1', 'C1']) enter(name);
    await settled();
    for (let ended = 0; ended < 6; ended++) await end();
    expect(started).toEqual(['A1', 'A1', 'B1', 'C1', 'A1', 'B1', 'A1']);
  });

  it('of a credential are waited for by so many at most, and by more when some have got theirs', async () => {
    const { enter, end, started } = queue(2);
    for (let n = 0; n < 3; n++) enter('A1');
    await expect(enter('A1')).rejects.toThrow('full');
    enter('A2');
    await settled();
    expect(started).toEqual(['A1', 'A2']);
    await end();
    enter('A1');
    await expect(enter('A1')).rejects.toThrow('full');
  });
});

describe('who rests', () => {
  it('has no other place, and keeps nobody else from having one', async () => {
    const { enter, leave, started } = queue(3, { all: 1, account: 1, credential: 1 });
    for (const name of ['A1', 'A1', 'A2', 'B1']) enter(name);
    await settled();
    const place = await leave();
    expect(started).toEqual(['A1', 'A2']);
    await leave();
    await leave();
    expect(started).toEqual(['A1', 'A2', 'B1']);
    place?.rested();
    await settled();
    expect(started).toEqual(['A1', 'A2', 'B1', 'A1']);
  });
});

describe('who leaves', () => {
  it('is passed over, and leaves room for another', async () => {
    const { enter, end, started } = queue(1, { all: 1, account: 1, credential: 1 });
    const leaving = new AbortController();
    enter('A1');
    const gone = enter('A1', leaving.signal);
    leaving.abort(new Error('gone'));
    await expect(gone).rejects.toThrow('gone');
    enter('A1');
    enter('B1');
    await settled();
    await end();
    await end();
    expect(started).toEqual(['A1', 'A1', 'B1']);
  });

  it('before it has come, takes no place', async () => {
    const { enter, started } = queue();
    await expect(enter('A1', AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    await enter('A1');
    expect(started).toEqual(['A1']);
  });

  it('once it has its place, keeps it until it is given back', async () => {
    const { enter, end, started } = queue();
    const leaving = new AbortController();
    await enter('A1', leaving.signal);
    leaving.abort();
    enter('A1');
    await settled();
    expect(started).toEqual(['A1']);
    await end();
    expect(started).toEqual(['A1', 'A1']);
  });
});
