import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations } from '../../../generated/operations.ts';
import { parameterExamples, pathOf } from '../../testing/examples.ts';
import { sampleSeed, seedFile } from '../../testing/seeds.ts';
import { ACCOUNTS, type Answer, startServer, type TestServer } from '../../testing/server.ts';

/** The id that the examples give to a token; accounts and modules of the examples are in the sample. */
const TOKEN = 'TKN-4134-7330';
const LIMIT = 10;

let seed: string;
let server: TestServer;
beforeAll(async () => {
  const sample = sampleSeed();
  sample.tokens.push({ id: TOKEN, account: ACCOUNTS.client, name: 'ERP connector', modules: [] });
  seed = await seedFile(sample, afterAll);
  server = await startServer({ seedFile: seed }, afterAll);
});

const pagination = ({ body }: Answer) => body.$meta.pagination;

/** What shows that a parameter was understood. */
const SHOWS: Record<string, (answer: Answer, value: unknown) => void> = {
  filter({ body }, value) {
    expect(body.data.length).toBeGreaterThan(0);
    for (const [part, right] of Object.entries(value as Record<string, string>)) {
      const [, field = part, text = right] = /^i?(?:eq|like)\((\w+),\*?([^*]*)\*?\)$/.exec(part) ?? [];
      for (const item of body.data) expect(item[field].toLowerCase()).toContain(text.toLowerCase());
    }
  },
  limit: (answer, value) => expect(pagination(answer).limit).toBe(value),
  offset: (answer, value) => expect(pagination(answer).offset).toBe(value),
  page: (answer, value) => expect(pagination(answer).offset).toBe(LIMIT * (Number(value) - 1)),
  order({ body }) {
    const names = body.data.map(({ name }: { name: string }) => name);
    expect(names).toEqual([...names].sort().reverse());
  },
  select({ body }) {
    expect(body.$meta.omitted).not.toContain('audit');
    for (const item of body.data ?? [body]) expect(item).not.toHaveProperty('modules');
  },
};

/** The query string as a client writes it: a filter stands bare. */
function queryOf(name: string, value: unknown): string {
  if (name !== 'filter') return `${name}=${value}${name === 'page' ? `&limit=${LIMIT}` : ''}`;
  return Object.entries(value as Record<string, string>)
    .map(([part, right]) => (right === '' ? part : `${part}=${right}`))
    .join('&');
}

describe('an example of a query parameter does what it says', () => {
  test.each(parameterExamples.filter((example) => example.in === 'query'))(
    '$where',
    async ({ operation, name, value }) => {
      const { method } = operations[operation];
      const target = pathOf(operation, { Token: TOKEN, Module: 'MOD-1756', Account: ACCOUNTS.client });
      const answer = await server.call(method, `${target}?${queryOf(name, value)}`, { as: 'operations' });
      expect(answer.status).toBe(200);
      const shows = SHOWS[name];
      if (!shows) throw new Error(`Say in SHOWS how ${name} is seen to be understood.`);
      shows(answer, value);
    },
  );
});

describe('an example of an id names a resource', () => {
  test.each(parameterExamples.filter((example) => example.in === 'path'))('$where', async ({ operation, value }) => {
    const fresh = await startServer({ seedFile: seed });
    const { method, path, body } = operations[operation];
    const target = path.replace('{id}', String(value));
    if (operation === 'enableApiToken') {
      await fresh.call('POST', target.replace('enable', 'disable'), { as: 'operations' });
    }
    const answer = await fresh.call(method, target, { as: 'operations', ...(body && { body: {} }) });
    expect(answer.status).toBe(operation === 'deleteApiToken' ? 204 : 200);
    if (answer.body) expect(answer.body.id).toBe(value);
  });
});

test.each(['listApiTokens', 'listModules', 'listAccounts'] as const)(
  'an importer sends every example of a parameter of %s at once, as generated clients write them [query.page] [query.empty]',
  async (operation) => {
    const own = parameterExamples.filter((example) => example.operation === operation && example.in === 'query');
    const query = new URLSearchParams(
      own.flatMap(({ name, value }): [string, string][] => {
        return name === 'filter' ? Object.entries<string>(value as Record<string, string>) : [[name, String(value)]];
      }),
    );
    const answer = await server.call('GET', `${operations[operation].path}?${query}`, { as: 'operations' });
    expect([answer.status, [...query].length]).toEqual([200, own.length]);
  },
);
