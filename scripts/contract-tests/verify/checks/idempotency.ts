import { type Check, type Checks, NotOffered, once } from '../check.ts';
import type { Probe } from '../probe.ts';
import { TOKENS, type TokenCreated } from '../roles.ts';
import type { World } from '../world.ts';

const TRAITS = { operation: 'createApiToken', changes: true, remembers: true } as const;

/** Creations with a key, where the deployment shows that it keeps keys (rules `idempotency.*`). */
export const idempotency: Checks = (world) => (world.canCreate ? [repeated(world), malformed(world)] : []);

/** @param name Of the token. */
function send(probe: Probe, { principal, account }: World, key: string, name: string) {
  const owner = principal.own ? {} : { account: { id: account } };
  return probe.send('POST', TOKENS, { headers: { 'Idempotency-Key': key }, json: { name, ...owner } });
}

/** A key that nobody has sent. @throws NotOffered where the answer does not show that it was kept. */
async function kept(probe: Probe, world: World) {
  const key = `api-tokens-verify-${crypto.randomUUID()}`;
  const answer = await send(probe, world, key, 'api-tokens verify');
  probe.expectStatus(answer, 201);
  if (!answer.headers.has('idempotency-key')) throw new NotOffered();
  probe.assert(answer.headers.get('idempotency-key') === key, 'does not have the key that was sent');
  probe.assert(!answer.headers.has('idempotency-replayed'), 'says of a first answer that it is repeated');
  return { key, answer, token: answer.body as TokenCreated };
}

function repeated(world: World): Check {
  return once('201: the same key again, and 422 for another body', TRAITS, async (probe) => {
    const { key, answer, token } = await kept(probe, world);
    const path = `${TOKENS}/${token.id}`;
    for (const change of [undefined, 'PUT', 'DELETE'] as const) {
      if (change === 'PUT') probe.expectStatus(await probe.send('PUT', path, { json: { name: 'Changed' } }), 200);
      if (change === 'DELETE') probe.expectStatus(await probe.send('DELETE', path), 204);
      const again = await send(probe, world, key, 'api-tokens verify');
      probe.expectStatus(again, 201);
      probe.assert(again.headers.get('idempotency-replayed') === 'true', 'does not say that it is repeated');
      const { id } = again.body as TokenCreated;
      probe.assert(id === token.id, 'is another token for the same key');
      probe.assert(again.text === answer.text, 'is not the first answer');
    }
    probe.expectStatus(await send(probe, world, key, 'api-tokens other'), 422);
  });
}

function malformed(world: World): Check {
  return once('400: a malformed key', TRAITS, async (probe) => {
    await kept(probe, world);
    for (const key of ['a key', 'x'.repeat(256)]) {
      probe.expectProblem(await send(probe, world, key, 'api-tokens verify'), 400, 'Idempotency-Key');
    }
  });
}
