import type { Store } from './core/ports/store.ts';
import type { Keyring } from './secrets/keyring.ts';

const BATCH = 500;

export interface Rotation {
  moved: number;
  /** Ids of the tokens whose credentials do not open; they stay as they are. */
  damaged: string[];
}

/**
 * Puts every credential under the first key, while servers run or not. What they put under another key meanwhile is
 * moved as well; those that go on doing so have not been started anew since the key became the first one.
 */
export async function rotateKeys(store: Store, keyring: Keyring): Promise<Rotation> {
  let moved = 0;
  for (;;) {
    const pass = await moveAll(store, keyring);
    moved += pass.moved;
    if (pass.moved === 0) return { moved, damaged: pass.damaged };
  }
}

async function moveAll(store: Store, keyring: Keyring): Promise<Rotation> {
  const all: Rotation = { moved: 0, damaged: [] };
  for (let after: string | undefined = ''; after !== undefined; ) after = await moveBatch(store, keyring, after, all);
  return all;
}

/** Moves some and adds them up; answers with the last token's id, or undefined after the last one. */
async function moveBatch(store: Store, keyring: Keyring, after: string, sum: Rotation): Promise<string | undefined> {
  const batch = await store.transaction(async ({ tokens }) => {
    const sealed = await tokens.sealedUnderOtherKeys(keyring.currentKeyId, BATCH, after);
    const damaged = sealed.filter(({ id, credential }) => !keyring.canOpen(id, credential)).map(({ id }) => id);
    for (const { id, credential } of sealed) {
      if (!damaged.includes(id)) await tokens.reseal(id, keyring.seal(id, keyring.open(id, credential)));
    }
    return { sealed, damaged };
  });
  sum.moved += batch.sealed.length - batch.damaged.length;
  sum.damaged.push(...batch.damaged);
  return batch.sealed.at(-1)?.id;
}
