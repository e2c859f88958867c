import fc from 'fast-check';
import { type Check, type Checks, check, once } from '../check.ts';
import type { Probe } from '../probe.ts';
import { TOKENS, type Token } from '../roles.ts';
import { type Body, bodiesOf, exampleBodies, expectSaid, expectSameToken, IGNORED } from '../token-bodies.ts';
import type { World } from '../world.ts';

const TRAITS = { operation: 'updateApiToken', changes: true, remembers: true } as const;

/** A token with a value in each optional field. */
const FULL = { description: 'Before', icon: '/before.png', extensions: [{ id: 'EXT-0001' }] };

/** Changing tokens: what is absent stays, `null` clears, and nothing is no change (rules `update.*`). */
export const update: Checks = (world) => (world.canCreate ? [updated(world), cleared(world), examples(world)] : []);

function updated(world: World): Check {
  const changes = fc.array(bodiesOf('updateApiToken', world), { minLength: 1, maxLength: 3 });
  return check('200: a delta', { ...TRAITS, weight: 15 }, changes, (probe, bodies) =>
    expectUpdates(probe, world, bodies),
  );
}

function cleared(world: World): Check {
  return once('200: each field by itself, and null clears it', TRAITS, async (probe) => {
    const single = Object.entries(FULL).flatMap(([field, value]): Body[] => [{ [field]: null }, { [field]: value }]);
    await expectUpdates(probe, world, [{}, { name: 'After' }, ...single, { modules: [] }]);
  });
}

function examples(world: World): Check {
  return once('200: the examples of the contract', TRAITS, async (probe) => {
    await expectUpdates(probe, world, exampleBodies('updateApiToken', world));
  });
}

/** Sends the bodies to a new token one after the other, and holds each answer against what they said so far. */
async function expectUpdates(probe: Probe, world: World, bodies: readonly Body[]): Promise<void> {
  const modules = world.modules.slice(0, 1).map((id) => ({ id }));
  const { audit: _audit, ...created } = await world.create(probe, { ...FULL, modules });
  const path = `${TOKENS}/${created.id}`;
  let before: Token = created;
  for (const body of bodies) {
    const answer = await probe.send('PUT', path, { json: { ...IGNORED, ...body } });
    probe.expectStatus(answer, 200);
    const after = answer.body as Token;
    expectSaid(probe, after, { ...saidBy(before), ...body }, world.account);
    const isChanged = JSON.stringify(plain(before)) !== JSON.stringify(plain(after));
    const revision = before.revision + (isChanged ? 1 : 0);
    probe.assert(
      after.revision === revision,
      `revision ${after.revision} after ${before.revision}, expected ${revision}`,
    );
    const read = await probe.send('GET', path);
    expectSameToken(probe, read.body as Token, after);
    before = after;
  }
  probe.expectStatus(await probe.send('DELETE', path), 204);
}

function saidBy({ name, description, icon, modules, extensions }: Token): Body {
  return { name, description: description ?? null, icon: icon ?? null, modules, extensions: extensions ?? null };
}

function plain({ $meta: _meta, revision: _revision, lastAccessAt: _at, ...token }: Token): object {
  return token;
}
