import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { fields, type Resource } from '../../generated/fields.ts';
import { TOKENS } from '../testing/query.ts';
import { ACCOUNTS, startServer, type TestServer } from '../testing/server.ts';

const RESOURCES = Object.keys(fields) as Resource[];

let server: TestServer;
/** One of each resource, with everything that a client can give it or do to it. */
let paths: Record<Resource, string>;
beforeAll(async () => {
  server = await startServer({}, afterAll);
  paths = {
    apiTokens: await fullToken(),
    modules: '/public/v1/accounts/modules/MOD-5128',
    accounts: `/public/v1/accounts/accounts/${ACCOUNTS.vendor}`,
  };
});

async function fullToken(): Promise<string> {
  const body = { name: 'Full', description: 'x', icon: '/x.png', modules: [{ id: 'MOD-1756' }], extensions: [] };
  const created = await server.call('POST', TOKENS, { as: 'operations', body });
  const { id, token } = created.body;
  const read = () => server.call('GET', `${TOKENS}/${id}`, { as: { credential: token } });
  await vi.waitFor(async () => expect((await read()).body.lastAccessAt).toBeDefined(), { timeout: 120_000 });
  await server.call('POST', `${TOKENS}/${id}/disable`, { as: 'operations' });
  await server.call('POST', `${TOKENS}/${id}/enable`, { as: 'operations' });
  await server.call('DELETE', `${TOKENS}/${id}`, { as: 'operations' });
  return `${TOKENS}/${id}`;
}

async function select(resource: Resource, text: string): Promise<unknown> {
  const { status, body } = await server.call('GET', `${paths[resource]}?select=${text}`, { as: 'operations' });
  expect(status).toBe(200);
  return body;
}

/** Whether a field has a value; a name may have a dot in it, as `group.buyers` has. */
function has(value: unknown, path: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([name, inner]) => name === path || (path.startsWith(`${name}.`) && has(inner, path.slice(name.length + 1))),
  );
}

/** The fields outside collections, without those that a reference only leads to. */
function ownFields(resource: Resource): string[] {
  const table = Object.entries<{ type: string; of?: string }>(fields[resource]);
  return table.flatMap(([path, { of }]) => (path.includes('[]') || of !== undefined ? [] : [path]));
}

/** Those that have a value in a representation. */
function selectable(resource: Resource, whole: unknown): string[] {
  return ownFields(resource).filter((path) => has(whole, path));
}

describe('each field at any depth outside collections can be selected [select.additive] [select.part]', () => {
  test.each(RESOURCES)('of %s', async (resource) => {
    const whole = await select(resource, '*');
    const names = selectable(resource, whole);
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      const without = await select(resource, `*,-${name}`);
      expect(selectable(resource, without), `*,-${name}`).not.toContain(name);
      const only = await select(resource, `-*,+${name}`);
      const related = (other: string) => `${name}.`.startsWith(`${other}.`) || other.startsWith(`${name}.`);
      expect(selectable(resource, only), `-*,+${name}`).toEqual(names.filter(related));
    }
  });

  test('of a token, where each has a value', async () => {
    const whole = await select('apiTokens', '*');
    expect(selectable('apiTokens', whole)).toEqual(ownFields('apiTokens'));
  });
});
