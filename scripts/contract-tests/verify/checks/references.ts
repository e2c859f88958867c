import { type Check, type Checks, once } from '../check.ts';
import { TOKENS } from '../roles.ts';
import type { Body } from '../token-bodies.ts';

/** References to what is not there, or not for the caller, are 400 [create.modules] [policy.invisible]. */
export const references: Checks = (world) => (world.canCreate ? all(world) : []);

const all: Checks = (world): Check[] => {
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
};
