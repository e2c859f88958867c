import fc from 'fast-check';
import { type Check, type Checks, check, once } from '../check.ts';
import type { Probe } from '../probe.ts';
import { ACCOUNTS, TOKENS, type Token, type TokenCreated, tokenIdOf } from '../roles.ts';
import { bodiesOf, exampleBodies, expectSaid, expectSameToken, IGNORED } from '../token-bodies.ts';
import type { World } from '../world.ts';

const TRAITS = { operation: 'createApiToken', changes: true, remembers: true } as const;

/** Creating tokens (rules `create.*`). */
export const create: Checks = (world) => (world.canCreate ? [created(world), examples(world)] : []);

function created(world: World): Check {
  const bodies = fc.tuple(bodiesOf('createApiToken', world), fc.boolean());
  return check(
    '201: what it is told to be, and found afterwards',
    { ...TRAITS, weight: 20 },
    bodies,
    async (probe, [body, more]) => {
      const owner = world.principal.own ? {} : { account: { id: world.account } };
      const answer = await probe.send('POST', TOKENS, { json: { ...owner, ...(more && IGNORED), ...body } });
      probe.expectStatus(answer, 201);
      const token = answer.body as TokenCreated;
      const location = `${TOKENS}/${token.id}`;
      probe.assert(answer.headers.get('location') === location, `Location is not ${location}`);
      expectSaid(probe, token, body, world.account);
      probe.assert(token.status === 'Active' && token.revision === 1, 'is not Active with revision 1');
      const { created: made, updated: changed } = token.audit;
      const { credential, account } = world.principal;
      const isOwn = made.by.id === tokenIdOf(credential) && made.of.id === account.id;
      probe.assert(made.at === changed.at && isOwn, 'audit does not tell of the caller');
      await expectFound(probe, token);
      probe.expectStatus(await probe.send('GET', `${ACCOUNTS}/${world.account}`, { as: token.token }), 200);
      probe.expectStatus(await probe.send('DELETE', location), 204);
    },
  );
}

/** By id, by a filter, by its credential: the same token each time. */
async function expectFound(probe: Probe, { audit: _audit, $meta: _meta, ...token }: TokenCreated): Promise<void> {
  const byId = await probe.send('GET', `${TOKENS}/${token.id}`);
  probe.expectStatus(byId, 200);
  expectSameToken(probe, byId.body as Token, token);
  for (const filter of [`eq(id,${token.id})`, `eq(token,${encodeURIComponent(`"${token.token}"`)})`]) {
    const answer = await probe.send('GET', `${TOKENS}?${filter}`);
    probe.expectStatus(answer, 200);
    const { data } = answer.body as { data: Token[] };
    probe.assert(data.length === 1 && data[0] !== undefined, `a list finds ${data.length} of the token just created`);
    if (data[0]) expectSameToken(probe, data[0], token);
  }
}

function examples(world: World): Check {
  return once('201: the examples of the contract', { ...TRAITS, remembers: false }, async (probe) => {
    for (const body of exampleBodies('createApiToken', world)) await world.create(probe, body);
  });
}
