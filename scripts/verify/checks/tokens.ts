import fc, { type Arbitrary } from 'fast-check';
import type { OperationId } from '../../../generated/operations.ts';
import { operationObject, resolve } from '../../contract/document.ts';
import { type Check, type Checks, check, once } from '../check.ts';
import type { Probe } from '../probe.ts';
import { ACCOUNTS, TOKENS, type Token, type TokenCreated } from '../roles.ts';
import { valuesOf } from '../schema-values.ts';
import type { World } from '../world.ts';
import { expectSame } from './queries.ts';

/** What a client may say of a token. */
interface Body {
  name?: string;
  description?: string | null;
  icon?: string | null;
  account?: { id: string } | null;
  modules?: { id: string }[] | null;
  extensions?: { id: string }[] | null;
}

/** Properties that a body may have and that change nothing: unknown and read-only ones. */
const IGNORED = {
  id: 'TKN-9999-9999',
  status: 'Deleted',
  token: 'x',
  revision: 99,
  audit: {},
  href: '/',
  colour: 'red',
  $meta: 1,
};

/** Creating and changing tokens (behaviour page, section 4). */
export const tokens: Checks = (world) => (world.canCreate ? all(world) : []);

const all: Checks = (world) => [
  created(world),
  examples(world, 'createApiToken'),
  updated(world),
  ...references(world),
];

function bodiesOf(operation: OperationId, { account, modules, principal }: World): Arbitrary<Body> {
  const schema = operationObject(operation).requestBody?.content['application/json']?.schema ?? {};
  const own = fc.constant({ id: account });
  const none = fc.constant(null);
  const some = fc.subarray(modules).map((ids) => [...ids, ...ids.slice(0, 1)].map((id) => ({ id })));
  return valuesOf(schema, {
    account: principal.own || operation === 'updateApiToken' ? fc.oneof(own, none) : own,
    modules: fc.oneof(some, none),
  }) as Arbitrary<Body>;
}

function created(world: World): Check {
  const bodies = fc.tuple(bodiesOf('createApiToken', world), fc.boolean());
  const traits = { operation: 'createApiToken', changes: true, remembers: true, weight: 20 } as const;
  return check('201: what it is told to be, and found afterwards', traits, bodies, async (probe, [body, more]) => {
    const owner = world.principal.own ? {} : { account: { id: world.account } };
    const answer = await probe.send('POST', TOKENS, { json: { ...owner, ...(more && IGNORED), ...body } });
    probe.expectStatus(answer, 201);
    const token = answer.body as TokenCreated;
    world.remember(token.id);
    const location = `${TOKENS}/${token.id}`;
    probe.assert(answer.headers.get('location') === location, `Location is not ${location}`);
    expectSaid(probe, token, body, world.account);
    probe.assert(token.status === 'Active' && token.revision === 1, 'is not Active with revision 1');
    const { created: made, updated: changed } = token.audit;
    probe.assert(
      made.at === changed.at && made.of.id === world.principal.account.id,
      'audit does not tell of the caller',
    );
    await expectFound(probe, token);
    probe.expectStatus(await probe.send('GET', `${ACCOUNTS}/${world.account}`, { as: token.token }), 200);
    probe.expectStatus(await probe.send('DELETE', location), 204);
  });
}

/** What the body said is what the token is; what it did not say, is not there. */
function expectSaid(probe: Probe, token: Token, body: Body, account: string): void {
  const { name, description, icon, modules, extensions } = body;
  expectSame(
    probe,
    {
      name: token.name,
      description: token.description ?? null,
      icon: token.icon ?? null,
      extensions: token.extensions ?? null,
      modules: token.modules.map(({ id }) => id).sort(),
      account: token.account.id,
    },
    {
      name,
      description: description ?? null,
      icon: icon ?? null,
      extensions: extensions ?? null,
      modules: [...new Set((modules ?? []).map(({ id }) => id))].sort(),
      account,
    },
    'the token',
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

// Using a token moves `lastAccessAt`.
function expectSameToken(probe: Probe, one: Partial<Token>, other: Partial<Token>): void {
  const strip = ({ $meta: _meta, lastAccessAt: _at, ...rest }: Partial<Token>) => rest;
  expectSame(probe, strip(one), strip(other));
}

function updated(world: World): Check {
  const changes = fc.array(bodiesOf('updateApiToken', world), { minLength: 1, maxLength: 3 });
  const traits = { operation: 'updateApiToken', changes: true, remembers: true, weight: 15 } as const;
  return check('200: a delta', traits, changes, async (probe, bodies) => {
    const { audit: _audit, ...start } = await world.create(probe);
    const path = `${TOKENS}/${start.id}`;
    let before: Token = start;
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
  });
}

function saidBy({ name, description, icon, modules, extensions }: Token): Body {
  return { name, description: description ?? null, icon: icon ?? null, modules, extensions: extensions ?? null };
}

function plain({ $meta: _meta, revision: _revision, lastAccessAt: _at, ...token }: Token): object {
  return token;
}

/** The contract's own examples, with the accounts and modules of this deployment in the place of theirs. */
function examples(world: World, operation: 'createApiToken'): Check {
  const { examples = {} } = operationObject(operation).requestBody?.content['application/json'] ?? {};
  return once('201: the examples of the contract', { operation, changes: true }, async (probe) => {
    for (const example of Object.values(examples)) {
      const body = resolve(example).value as Body;
      const mine = {
        ...body,
        ...(body.account && { account: { id: world.account } }),
        ...(body.modules && { modules: world.modules.slice(0, 1).map((id) => ({ id })) }),
      };
      await world.create(probe, mine);
    }
  });
}

/** References to what is not there are 400, whoever could see it (behaviour page, section 3). */
function references(world: World): Check[] {
  const { create } = world;
  const asked: [name: string, field: string, body: Body][] = [
    ['a module that is not there', 'modules[0].id', { modules: [{ id: 'MOD-0000' }] }],
    ['an account that is not there', 'account.id', { account: { id: 'ACC-0000-0000' } }],
  ];
  const change = { operation: 'updateApiToken', changes: true, remembers: true } as const;
  return [
    ...asked.map(([name, field, body]) =>
      once(`400: ${name}`, { operation: 'createApiToken', changes: true, remembers: true }, async (probe) => {
        const owner = world.principal.own ? {} : { account: { id: world.account } };
        const answer = await probe.send('POST', TOKENS, { json: { name: 'x', ...owner, ...body } });
        probe.expectProblem(answer, 400, field);
      }),
    ),
    ...asked.map(([name, field, body]) =>
      once(`400: ${name}`, change, async (probe) => {
        const { id } = await create(probe);
        probe.expectProblem(await probe.send('PUT', `${TOKENS}/${id}`, { json: body }), 400, field);
      }),
    ),
    once('400: another account', change, async (probe) => {
      const other = world.roles.find(({ account }) => account.id !== world.account)?.account.id ?? 'ACC-0000-0000';
      const { id } = await create(probe);
      const answer = await probe.send('PUT', `${TOKENS}/${id}`, { json: { account: { id: other } } });
      probe.expectProblem(answer, 400, 'account.id');
    }),
  ];
}
