import fc, { type Arbitrary } from 'fast-check';

const ODD = [null, 0, -1, 1.5, '', ' ', 'x/y', 'x'.repeat(300), '2026-01-01', true, [], [null], {}, { id: 7 }];
const NAMES = ['id', 'name', 'status', 'extra', '$meta', '0'];

type Part = Record<string, unknown>;

/** A JSON value with up to three places changed: something replaced, added or taken away. */
export function changed(value: unknown): Arbitrary<unknown> {
  const change = fc.record({
    walk: fc.array(fc.nat(20), { maxLength: 4 }),
    kind: fc.constantFrom('replace', 'add', 'remove'),
    odd: fc.constantFrom(...ODD),
    name: fc.constantFrom(...NAMES),
  });
  return fc.array(change, { maxLength: 3 }).map((changes) => {
    const whole = { value: structuredClone(value) };
    for (const { walk, kind, odd, name } of changes) {
      const { parent, key } = placeOf(whole, walk);
      if (kind === 'replace') parent[key] = odd;
      else if (parent === whole) continue;
      else if (kind === 'add') parent[name] = odd;
      else delete parent[key];
    }
    return whole.value;
  });
}

function placeOf(whole: { value: unknown }, walk: readonly number[]): { parent: Part; key: string } {
  let place = { parent: whole as Part, key: 'value' };
  for (const step of walk) {
    const inner = place.parent[place.key];
    const keys = typeof inner === 'object' && inner !== null ? Object.keys(inner) : [];
    const key = keys[step % keys.length];
    if (key !== undefined) place = { parent: inner as Part, key };
  }
  return place;
}
