import fc from 'fast-check';
import { operations } from '../../../../generated/operations.ts';
import { operationIds } from '../../judge/document.ts';
import type { Observed } from '../../judge/findings.ts';
import { type Check, type Checks, check, isChanging, NotOffered, once, pathOf, plainRequest } from '../check.ts';
import type { Probe } from '../probe.ts';
import { ACCOUNTS, isSeenBy, listed, MODULES, type Role, statusFor, TOKENS, type Token } from '../roles.ts';
import type { World } from '../world.ts';

/** Credentials that are none: of no form, of the right form, of other schemes. They are no secrets. */
const FALSE_CREDENTIALS = fc.oneof(
  fc.constantFrom(
    'Bearer',
    'Bearer ',
    'Basic dXNlcjpwYXNz',
    'Bearer nonsense',
    'Bearer idt:TKN-0000-0000:',
    `Bearer idt:TKN-0000-0000:${'0'.repeat(49)}`,
    'idt:TKN-0000-0000:0',
  ),
  fc.string({ unit: fc.constantFrom(...'aZ09-._~+/=:'), minLength: 1, maxLength: 80 }).map((text) => `Bearer ${text}`),
);

/** Who is let in, and who may do what (rules `auth.*` and `policy.*`). */
export const access: Checks = (world) => [...credentials(), ...modules(world), ...visibility(world)];

function credentials(): Check[] {
  return operationIds
    .filter((id) => operations[id].secured)
    .flatMap((operation) => {
      const { method } = operations[operation];
      const path = pathOf(operation, 'TKN-0000-0000');
      const traits = { operation, changes: isChanging(operation) };
      const ask = (probe: Probe, headers?: Record<string, string>) =>
        probe.send(method, path, { as: null, ...(headers && { headers }), ...plainRequest(operation) });
      return [
        once('401: no credential', traits, async (probe) => {
          probe.expectStatus(await ask(probe), 401);
        }),
        check(
          '401: a false credential',
          { ...traits, remembers: true, weight: 2 },
          FALSE_CREDENTIALS,
          async (probe, value) => {
            const none = await ask(probe);
            const answer = await ask(probe, { Authorization: value });
            // A mock that says who acts instead does so on purpose.
            if (answer.headers.has('sandbox-acts-as')) throw new NotOffered();
            probe.expectStatus(answer, 401);
            probe.assert(sameButForTrace(none, answer), 'answered a false credential otherwise than none');
            const secret = value.split(' ').at(-1) ?? '';
            probe.assert(secret.length < 12 || !answer.text.includes(secret), 'repeated the credential');
          },
        ),
      ];
    });
}

function sameButForTrace(one: Observed, other: Observed): boolean {
  const strip = ({ text, body }: Observed) => text.replace(String((body as { traceId?: string })?.traceId), '');
  return strip(one) === strip(other);
}

/** 403 comes before any look-up, so an id of nothing will do. */
function modules({ roles }: World): Check[] {
  const powerless = roles.filter(({ own, platform }) => !own && !platform);
  return powerless.flatMap(({ name, credential }) =>
    operationIds
      .filter((id) => operations[id].path.startsWith(TOKENS) || operations[id].path.startsWith(MODULES))
      .map((operation) =>
        once(`403: ${name}`, { operation, changes: isChanging(operation) }, async (probe) => {
          const request = { as: credential, ...plainRequest(operation) };
          const path = pathOf(operation, 'TKN-0000-0000');
          probe.expectStatus(await probe.send(operations[operation].method, path, request), 403);
        }),
      ),
  );
}

function visibility({ roles, tokens }: World): Check[] {
  return roles.flatMap((role) => [
    ...(tokens.length > 0
      ? [
          check(
            `by id: ${role.name}`,
            { operation: 'getApiToken', weight: 2 },
            fc.constantFrom(...tokens),
            async (probe, token) => {
              probe.expectStatus(
                await probe.send('GET', `${TOKENS}/${token.id}`, { as: role.credential }),
                statusFor(role, token),
              );
            },
          ),
        ]
      : []),
    ...(role.own || role.platform ? [listedOnlyWhatIsSeen(role, tokens)] : []),
    ownAccount(role),
    foreignAccounts(role, tokens),
    ...(role.own && !role.platform ? [noModules(role)] : []),
  ]);
}

function listedOnlyWhatIsSeen(role: Role, tokens: readonly Token[]): Check {
  return once(`list: ${role.name} sees its own and no others`, { operation: 'listApiTokens' }, async (probe) => {
    const all = await listed<Token>(probe, TOKENS, role.credential);
    const foreign = all.find((token) => !isSeenBy(role, token));
    probe.assert(!foreign, `listed ${foreign?.id}, which does not exist for ${role.name}`);
    const ids = tokens.map(({ id }) => id);
    if (ids.length === 0) return;
    const some = await listed<Token>(probe, `${TOKENS}?in(id,(${ids}))`, role.credential);
    const expected = tokens.filter((token) => isSeenBy(role, token));
    probe.assert(
      some.length === expected.length,
      `listed ${some.length} of ${expected.length} tokens that exist for ${role.name}`,
    );
  });
}

function ownAccount({ name, credential, account, platform }: Role): Check {
  return once(`200: ${name} and its own account`, { operation: 'getAccount' }, async (probe) => {
    const answer = await probe.send('GET', `${ACCOUNTS}/${account.id}`, { as: credential });
    probe.expectStatus(answer, 200);
    probe.assert((answer.body as { id?: string }).id === account.id, `answered another account than ${account.id}`);
    if (platform) return;
    const all = await listed<{ id?: string }>(probe, ACCOUNTS, credential);
    probe.assert(all.length === 1 && all[0]?.id === account.id, `listed ${all.length} accounts, expected the own one`);
  });
}

function foreignAccounts({ name, credential, account, platform }: Role, tokens: readonly Token[]): Check {
  return once(`404: ${name} and an account of others`, { operation: 'getAccount' }, async (probe) => {
    const foreign = tokens.find((token) => token.account.id !== account.id)?.account.id ?? 'ACC-0000-0000';
    const answer = await probe.send('GET', `${ACCOUNTS}/${foreign}`, { as: credential });
    probe.expectStatus(answer, platform && foreign !== 'ACC-0000-0000' ? 200 : 404);
  });
}

function noModules({ name, credential }: Role): Check {
  return once(`403: ${name} and modules`, { operation: 'listModules' }, async (probe) => {
    probe.expectStatus(await probe.send('GET', MODULES, { as: credential }), 403);
    probe.expectStatus(await probe.send('GET', `${MODULES}/MOD-0000`, { as: credential }), 403);
  });
}
