import type { Observed } from '../../judge/findings.ts';
import { type Check, type Checks, NotOffered, once } from '../check.ts';
import type { Probe } from '../probe.ts';
import { TOKENS } from '../roles.ts';
import type { World } from '../world.ts';

const TRAITS = { changes: true, remembers: true } as const;

const CHANGES = {
  updateApiToken: ['PUT', '', { name: 'Changed' }],
  disableApiToken: ['POST', '/disable', undefined],
  enableApiToken: ['POST', '/enable', undefined],
  deleteApiToken: ['DELETE', '', undefined],
} as const;

type Change = keyof typeof CHANGES;

/** Entity tags, where the deployment gives strong ones (rules `precondition.*`). */
export const preconditions: Checks = (world) =>
  world.canCreate
    ? [
        tagged(world),
        unchanged(world),
        ...(Object.keys(CHANGES) as Change[]).map((change) => conditional(world, change)),
      ]
    : [];

/** @throws NotOffered where the answer has no strong tag: a weak one may be a gateway's. */
function tagOf({ headers }: Observed): string {
  const tag = headers.get('etag');
  if (tag?.startsWith('"') !== true) throw new NotOffered();
  return tag;
}

/** Reads a token, which must be there. */
async function read(probe: Probe, path: string): Promise<Observed> {
  const answer = await probe.send('GET', path);
  probe.expectStatus(answer, 200);
  return answer;
}

function tagged(world: World): Check {
  return once('200: an ETag for each state and each select', { ...TRAITS, operation: 'getApiToken' }, async (probe) => {
    const { id } = await world.create(probe);
    const path = `${TOKENS}/${id}`;
    const first = tagOf(await read(probe, path));
    const fewer = tagOf(await read(probe, `${path}?select=-*,%2Bid`));
    probe.assert(fewer !== first, 'has the ETag of another select');
    probe.assert(tagOf(await read(probe, path)) === first, 'has another ETag although nothing changed');
    const changed = await probe.send('PUT', path, { json: { name: 'Changed' } });
    probe.expectStatus(changed, 200);
    probe.assert(changed.headers.get('etag') !== first, 'has the ETag that it had before the change');
    probe.assert(
      tagOf(await read(probe, path)) === changed.headers.get('etag'),
      'has not the ETag that the change told',
    );
  });
}

function unchanged(world: World): Check {
  return once('304: what is known', { ...TRAITS, operation: 'getApiToken' }, async (probe) => {
    const { id } = await world.create(probe);
    const path = `${TOKENS}/${id}`;
    const tag = tagOf(await read(probe, path));
    const unless = (tags: string) => probe.send('GET', path, { headers: { 'If-None-Match': tags } });
    const known = await unless(tag);
    if (known.status === 200) throw new NotOffered();
    probe.expectStatus(known, 304);
    probe.assert(known.headers.get('etag') === tag, 'does not tell the ETag');
    probe.expectStatus(await unless(`"x", W/${tag}`), 304);
    probe.expectStatus(await unless('*'), 304);
    probe.expectStatus(await unless('"x"'), 200);
    probe.expectProblem(await unless('x'), 400, 'If-None-Match');
    probe.expectStatus(await probe.send('PUT', path, { json: { name: 'Changed' } }), 200);
    probe.expectStatus(await unless(tag), 200);
  });
}

function conditional(world: World, operation: Change): Check {
  return once('412: a tag that is stale', { ...TRAITS, operation }, async (probe) => {
    const { id } = await world.create(probe);
    const path = `${TOKENS}/${id}`;
    if (operation === 'enableApiToken') probe.expectStatus(await probe.send('POST', `${path}/disable`), 200);
    const tag = tagOf(await read(probe, path));
    const [method, suffix, json] = CHANGES[operation];
    const send = (tags: string) =>
      probe.send(method, path + suffix, { headers: { 'If-Match': tags }, ...(json && { json }) });
    const offered = await probe.send('PUT', path, { headers: { 'If-Match': '"x"' }, json: { name: 'Offered' } });
    if (offered.status === 200) throw new NotOffered();
    probe.expectStatus(offered, 412);
    probe.expectProblem(await send('x'), 400, 'If-Match');
    probe.expectStatus(await probe.send('PUT', path, { json: { name: 'Meanwhile' } }), 200);
    probe.expectStatus(await send(tag), 412);
    const now = tagOf(await read(probe, path));
    probe.expectStatus(await send(`W/${now}`), 412);
    probe.expectStatus(await send(`"x", ${now}`), operation === 'deleteApiToken' ? 204 : 200);
  });
}
