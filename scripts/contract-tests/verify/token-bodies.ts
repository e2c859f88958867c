import fc, { type Arbitrary } from 'fast-check';
import type { OperationId } from '../../../generated/operations.ts';
import { operationObject } from '../judge/document.ts';
import { bodyExamples } from '../judge/examples.ts';
import type { Probe } from './probe.ts';
import type { Token } from './roles.ts';
import { expectSame } from './same.ts';
import { valuesOf } from './schema-values.ts';
import type { World } from './world.ts';

/** What a client may say of a token. */
export interface Body {
  name?: string;
  description?: string | null;
  icon?: string | null;
  account?: { id: string } | null;
  modules?: { id: string }[] | null;
  extensions?: { id: string }[] | null;
}

/** Properties that a body may have and that change nothing: unknown and read-only ones. */
export const IGNORED = {
  id: 'TKN-9999-9999',
  status: 'Deleted',
  token: 'x',
  revision: 99,
  audit: {},
  href: '/',
  colour: 'red',
  $meta: 1,
};

/** Bodies of an operation that are right on this deployment. */
export function bodiesOf(operation: OperationId, { account, modules, principal }: World): Arbitrary<Body> {
  const schema = operationObject(operation).requestBody?.content['application/json']?.schema ?? {};
  const own = fc.constant({ id: account });
  const none = fc.constant(null);
  const some = fc.subarray(modules).map((ids) => [...ids, ...ids.slice(0, 1)].map((id) => ({ id })));
  return valuesOf(schema, {
    account: principal.own || operation === 'updateApiToken' ? fc.oneof(own, none) : own,
    modules: fc.oneof(some, none),
  }) as Arbitrary<Body>;
}

/** The examples of an operation's body in the contract, with accounts and modules of this deployment in place of theirs. */
export function exampleBodies(operation: OperationId, { account, modules }: World): Body[] {
  const examples = bodyExamples(operation).filter(({ part }) => part === 'request');
  return examples.map(({ value }) => {
    const body = value as Body;
    return {
      ...body,
      ...(body.account && { account: { id: account } }),
      ...(body.modules && { modules: modules.slice(0, 1).map((id) => ({ id })) }),
    };
  });
}

/** @throws CheckFailure unless the token is what the body said, and has no more than it said. */
export function expectSaid(probe: Probe, token: Token, body: Body, account: string): void {
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

/** @throws CheckFailure unless both are the same, but for `lastAccessAt`, which moves with use. */
export function expectSameToken(probe: Probe, one: Partial<Token>, other: Partial<Token>): void {
  const strip = ({ $meta: _meta, lastAccessAt: _at, ...rest }: Partial<Token>) => rest;
  expectSame(probe, strip(one), strip(other));
}
