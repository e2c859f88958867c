import { Unreachable } from './http.ts';
import { Probe, type ProbeOptions } from './probe.ts';
import {
  ACCOUNTS,
  type Account,
  listed,
  MODULES,
  type Module,
  type Role,
  roleOf,
  TOKENS,
  type Token,
  type TokenCreated,
} from './roles.ts';

export interface WorldOptions extends ProbeOptions {
  /** Only what changes nothing may be asked. */
  readOnly: boolean;
  /** Further credentials by what they are. */
  others: Readonly<Record<string, string>>;
}

/** What checks know of the deployment, and what they made there. */
export interface World {
  /** Who was given to verify as. */
  principal: Role;
  /** The principal, those given, and those made. */
  roles: Role[];
  /** Whether the principal may create tokens at all. */
  canCreate: boolean;
  /** Ids of modules that a token made by the principal may be given. */
  modules: string[];
  /** The account that made tokens belong to: the principal's own where it may, else a Client's or a Vendor's. */
  account: string;
  /** Tokens that checks read and never change, with `audit`: made for this run, or the first that there are. */
  tokens: Token[];
  /** Modules and accounts that the principal sees, with `audit`; accounts with `groups` too. */
  modulesSeen: Module[];
  accountsSeen: Account[];
  /** Creates a token for the run; as every token that the run creates, it is deleted at the end. */
  create(probe: Probe, body?: object, as?: string): Promise<TokenCreated>;
}

/** The credential is not accepted, or may do too little to check anything with. */
export class UselessCredential extends Error {}

/** Marks what is made for the run, and makes it easy to find what a killed run left. */
const MARK = 'api-tokens verify';

/**
 * Looks around: what the credential may do, which modules and accounts there are. Makes what checks read and callers with
 * less power, unless nothing may be changed.
 * @throws UselessCredential, Unreachable, or CheckFailure where an answer on the way breaks the contract.
 */
export async function discover(options: WorldOptions): Promise<World> {
  const probe = new Probe(options);
  await assertAccepted(options);
  const principal = await roleOf(probe, 'the given one', options.credential);
  const others = await Promise.all(
    Object.entries(options.others).map(([name, credential]) => roleOf(new Probe(options), name, credential)),
  );
  const world: World = {
    principal,
    roles: [principal, ...others],
    canCreate: principal.own || principal.platform,
    modules: [],
    account: principal.account.id,
    tokens: [],
    modulesSeen: await listed<Module>(probe, `${MODULES}?limit=50&select=%2Baudit`),
    accountsSeen: await listed<Account>(probe, `${ACCOUNTS}?limit=50&select=%2Baudit,%2Bgroups`),
    async create(by, body = {}, as) {
      const answer = await by.send('POST', TOKENS, {
        json: { name: MARK, ...owner(world), ...body },
        ...(as && { as }),
      });
      by.expectStatus(answer, 201);
      return answer.body as TokenCreated;
    },
  };
  if (options.readOnly || !world.canCreate) {
    world.tokens = await listed<Token>(probe, `${TOKENS}?limit=50&select=%2Baudit`);
    return world;
  }
  await furnish(world, probe);
  return world;
}

/** The account has to be said where the own one is not for the principal to create in. */
function owner({ principal, account }: World): object {
  return principal.own ? {} : { account: { id: account } };
}

// Not by a probe: what a gateway answers when nothing is behind it is no promise of the contract.
async function assertAccepted({ send, credential }: ProbeOptions): Promise<void> {
  const headers = { Authorization: `Bearer ${credential}` };
  const { status } = await send({ method: 'GET', path: `${TOKENS}?limit=0`, headers });
  if (status === 401) throw new UselessCredential('The credential is not accepted: the answer is 401.');
  if (status >= 500) throw new Unreachable('The deployment', `it answers the first request with ${status}.`);
}

async function furnish(world: World, probe: Probe): Promise<void> {
  const { principal } = world;
  if (!principal.own) {
    const [other] = await listed<Account>(probe, `${ACCOUNTS}?ne(type,Operations)&limit=1`);
    if (!other?.id) throw new UselessCredential('There is no account for which the credential may create a token.');
    world.account = other.id;
  }
  const bare = await world.create(probe, { modules: [] });
  world.roles.push(roleWith('one without modules', bare, false, false));
  if (principal.own) world.modules = await ownModules(probe, principal);
  if (principal.platform) await makeRoles(world, probe);
  else
    world.roles.push(roleWith('a colleague', await world.create(probe, { modules: ids(world.modules) }), true, false));
  if (!principal.own) world.modules = [];
  await makeTokens(world, probe);
}

async function ownModules(probe: Probe, { credential }: Role): Promise<string[]> {
  const [self] = await listed<Token>(probe, `${TOKENS}?eq(token,%22${encodeURIComponent(credential)}%22)`);
  return (self?.modules ?? []).map(({ id }) => id);
}

/** Callers of each type of account, as far as the modules of the deployment can be given to them. */
async function makeRoles(world: World, probe: Probe): Promise<void> {
  const modules = await listed<Module>(probe, `${MODULES}?in(code,(access-management,platform-account-management))`);
  const access = modules.find(({ code }) => code === 'access-management')?.id;
  const platform = modules.find(({ code }) => code === 'platform-account-management')?.id;
  if (access === undefined) return;
  for (const type of ['Client', 'Vendor'] as const) {
    for (const account of await listed<Account>(probe, `${ACCOUNTS}?type=${type}&limit=2`)) {
      const body = { name: MARK, account: { id: account.id }, modules: ids([access]) };
      const answer = await probe.send('POST', TOKENS, { json: body });
      if (answer.status !== 201) continue;
      const token = answer.body as TokenCreated;
      world.roles.push(roleWith(`a ${type} (${account.id})`, token, true, false));
    }
  }
  if (!world.principal.own || platform === undefined) return;
  world.roles.push(
    roleWith('Operations for its own', await world.create(probe, { modules: ids([access]) }), true, false),
    roleWith('Operations for others', await world.create(probe, { modules: ids([platform]) }), false, true),
  );
}

function roleWith(name: string, { token, account }: TokenCreated, own: boolean, platform: boolean): Role {
  const { id = '', type = 'Client' } = account;
  return { name, credential: token, account: { id, type }, own, platform };
}

function ids(modules: readonly string[]): { id: string }[] {
  return modules.map((id) => ({ id }));
}

/** Tokens that differ in every way that filters, orders and pages can tell apart. */
async function makeTokens(world: World, probe: Probe): Promise<void> {
  const [first, second] = world.modules;
  const some = ids([first, second].filter((id) => id !== undefined));
  const bodies: { body: object; after?: 'disable' | 'update' | 'delete' }[] = [
    { body: { name: 'Straße', description: 'A % and an _ and a *' } },
    { body: { name: 'STRASSE', description: '' }, after: 'disable' },
    { body: { name: `"it's"`, icon: '', extensions: [] } },
    { body: { name: 'Éa. 1', icon: '/x.png', extensions: [{ id: 'EXT-0001' }, { id: 'EXT-0002' }] }, after: 'update' },
    { body: { name: 'zz', modules: some, description: '"(eq),&;|=' } },
    { body: { name: 'ZZ', modules: some.slice(0, 1), extensions: [{ id: 'EXT-0001' }] }, after: 'disable' },
    { body: { name: 'ж', description: 'Σίσυφος 😀' }, after: 'update' },
    { body: { name: 'gone', description: null }, after: 'delete' },
  ];
  const made: string[] = [];
  for (const { body, after } of bodies) {
    const { id } = await world.create(probe, body);
    if (after === 'disable') probe.expectStatus(await probe.send('POST', `${TOKENS}/${id}/disable`), 200);
    if (after === 'update')
      probe.expectStatus(await probe.send('PUT', `${TOKENS}/${id}`, { json: { icon: '/new' } }), 200);
    if (after === 'delete') probe.expectStatus(await probe.send('DELETE', `${TOKENS}/${id}`), 204);
    made.push(id);
  }
  world.tokens = await listed<Token>(probe, `${TOKENS}?in(id,(${made}))&select=%2Baudit`);
  const expected = world.principal.platform ? made.length : made.length - 1;
  probe.assert(
    world.tokens.length === expected,
    `of ${expected} tokens just created the list has ${world.tokens.length}`,
  );
}
