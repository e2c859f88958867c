import fc from 'fast-check';
import { type Check, type Checks, check, once } from '../check.ts';
import type { Probe } from '../probe.ts';
import { ACCOUNTS, isSeenBy, type Role, TOKENS, type Token, type TokenCreated } from '../roles.ts';
import type { World } from '../world.ts';

const ACTIONS = ['enable', 'disable', 'delete', 'rename'] as const;
type Action = (typeof ACTIONS)[number];
type Status = 'Active' | 'Disabled' | 'Deleted';

const TRAITS = { changes: true, remembers: true } as const;

/** The life of a token, and what follows from it for its credential (rules `life.*`, [auth.revoked-at-once]). */
export const life: Checks = (world) => (world.canCreate ? all(world) : []);

const all: Checks = (world) => [
  sequences(world),
  ...(['enable', 'disable'] as const).map((action) => twice(world, action)),
  ...world.roles.filter((role) => role.own || role.platform).map((role) => deleted(world, role)),
];

/** What an action makes of a status; undefined where the contract refuses it. */
function next(status: Status, action: Action): Status | undefined {
  if (status === 'Deleted') return undefined;
  if (action === 'rename') return status;
  if (action === 'delete') return 'Deleted';
  const [from, to]: [Status, Status] = action === 'enable' ? ['Disabled', 'Active'] : ['Active', 'Disabled'];
  return status === from ? to : undefined;
}

function send(probe: Probe, id: string, action: Action, step: number) {
  if (action === 'delete') return probe.send('DELETE', `${TOKENS}/${id}`);
  if (action === 'rename') return probe.send('PUT', `${TOKENS}/${id}`, { json: { name: `Step ${step}` } });
  return probe.send('POST', `${TOKENS}/${id}/${action}`);
}

/** Any sequence of actions: each is answered by the status there is, and each is seen at once by whoever asks. */
function sequences(world: World): Check {
  const actions = fc.array(fc.constantFrom(...ACTIONS), { minLength: 1, maxLength: 6 });
  const traits = { ...TRAITS, operation: 'updateApiToken', weight: 15 } as const;
  return check('a life: every transition, and what it stops', traits, actions, async (probe, life) => {
    const token = await world.create(probe);
    let status: Status = 'Active';
    let { revision } = token;
    for (const [step, action] of life.entries()) {
      const answer = await send(probe, token.id, action, step);
      const after = next(status, action);
      if (status === 'Deleted' && !world.principal.platform) probe.expectStatus(answer, 404);
      else if (after === undefined) probe.expectProblem(answer, 400, 'status');
      else {
        probe.expectStatus(answer, action === 'delete' ? 204 : 200);
        status = after;
        revision += 1;
        if (action !== 'delete') expectToken(probe, answer.body as Token, status, revision);
      }
      await expectSeen(probe, world.principal, token, status, revision);
      await expectCredential(probe, token, status);
    }
  });
}

function expectToken(probe: Probe, { status, revision }: Partial<Token>, expected: Status, atRevision: number): void {
  probe.assert(status === expected, `the status is ${status}, expected ${expected}`);
  probe.assert(revision === atRevision, `the revision is ${revision}, expected ${atRevision}`);
}

/** By id and in lists, with its status; or not at all. */
async function expectSeen(probe: Probe, role: Role, { id, account }: TokenCreated, status: Status, revision: number) {
  const isSeen = isSeenBy(role, { status, account });
  const byId = await probe.send('GET', `${TOKENS}/${id}`);
  probe.expectStatus(byId, isSeen ? 200 : 404);
  if (isSeen) expectToken(probe, byId.body as Token, status, revision);
  const listed = await probe.send('GET', `${TOKENS}?id=${id}&status=${status}`);
  probe.expectStatus(listed, 200);
  const { data } = listed.body as { data: Token[] };
  probe.assert(data.length === (isSeen ? 1 : 0), `${data.length} of a token with the status ${status} in a list`);
}

/** The credential works if, and only if, its token is Active: from the next request on. */
async function expectCredential(probe: Probe, { token }: TokenCreated, status: Status): Promise<void> {
  probe.expectStatus(await probe.send('GET', ACCOUNTS, { as: token }), status === 'Active' ? 200 : 401);
}

/** Each change of the status is told by `audit`. */
function twice(world: World, action: 'enable' | 'disable'): Check {
  const operation = action === 'enable' ? 'enableApiToken' : 'disableApiToken';
  return once('200 once, then 400; audit tells of it', { ...TRAITS, operation }, async (probe) => {
    const { id } = await world.create(probe);
    const path = `${TOKENS}/${id}`;
    if (action === 'enable') probe.expectStatus(await probe.send('POST', `${path}/disable`), 200);
    probe.expectStatus(await probe.send('POST', `${path}/${action}`), 200);
    probe.expectProblem(await probe.send('POST', `${path}/${action}`), 400, 'status');
    const { body } = await probe.send('GET', `${path}?select=%2Baudit`);
    const { created, updated, [`${action}d` as const]: event } = (body as Token).audit ?? {};
    probe.assert(
      event?.at !== undefined && event.at === updated?.at && event.at >= (created?.at ?? ''),
      `audit.${action}d is not the last change`,
    );
    probe.assert(event?.of?.id === world.principal.account.id, `audit.${action}d does not tell for whom it was done`);
  });
}

/** Deleted stays deleted for everyone, and deleting again is 404, or 400 for those who see deleted tokens. */
function deleted(world: World, role: Role): Check {
  const name = `204: deleted stays deleted for ${role.name}`;
  return once(name, { ...TRAITS, operation: 'deleteApiToken' }, async (probe) => {
    const token = await world.create(probe);
    const as = { as: role.credential };
    const path = `${TOKENS}/${token.id}`;
    const canSee = isSeenBy(role, token);
    const first = await probe.send('DELETE', path, as);
    probe.expectStatus(first, canSee ? 204 : 404);
    if (!canSee) return;
    const isStillSeen = isSeenBy(role, { ...token, status: 'Deleted' });
    for (const [method, target] of [
      ['DELETE', path],
      ['POST', `${path}/enable`],
      ['POST', `${path}/disable`],
    ] as const) {
      const again = await probe.send(method, target, as);
      if (isStillSeen) probe.expectProblem(again, 400, 'status');
      else probe.expectStatus(again, 404);
    }
    const update = await probe.send('PUT', path, { ...as, json: { name: 'Back' } });
    if (isStillSeen) probe.expectProblem(update, 400, 'status');
    else probe.expectStatus(update, 404);
    probe.expectStatus(await probe.send('GET', path, as), isStillSeen ? 200 : 404);
  });
}
