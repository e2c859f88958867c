import { afterAll, describe, expect, it } from 'vitest';
import { startServer } from '../testing/server.ts';
import { loadDocument } from './document.ts';

const PATH = '/public/v1/accounts/api-tokens';
const LIMIT = 256 * 1024;
const LARGEST_ANSWER = 64 * 1024;
const server = await startServer({}, afterAll);

/** As much as a body may hold. */
function fullOf(property: string, item: (index: number) => string): string {
  const items: string[] = [];
  for (let length = 40; length < LIMIT; length += (items.at(-1) ?? '').length + 1) items.push(item(items.length));
  return `{"name":"x","${property}":[${items.slice(0, -1).join()}]}`;
}

function nested(depth: number, open = '[', close = ']'): string {
  return open.repeat(depth) + close.repeat(depth);
}

function post(body: string) {
  return server.call('POST', PATH, { as: 'client', body });
}

describe('a body that is wrong all over', () => {
  const wrong: Record<string, (index: number) => string> = {
    numbers: () => '0',
    nulls: () => 'null',
    objects: () => '{}',
    'ids of another type': () => '{"id":1}',
    'ids that are too long': () => `{"id":"${'x'.repeat(1000)}"}`,
    'unknown ids': (index) => `{"id":"${index}"}`,
    lists: () => '[[],[]]',
  };
  const cases = Object.keys(wrong).flatMap((name) => [
    ['modules', name],
    ['extensions', name],
  ]);

  it.each(cases)(
    '%s of %s is told in one message, before its items are looked at [errors.bounded]',
    async (property, name) => {
      const body = fullOf(String(property), wrong[String(name)] ?? String);
      expect(body.length).toBeLessThanOrEqual(LIMIT);
      const answer = await post(body);
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toEqual({ [String(property)]: ['must have at most 100 items'] });
    },
  );

  it.each(Object.keys(wrong))('within its bounds, of %s, is answered with 100 messages at most', async (name) => {
    const item = (_: unknown, index: number) => JSON.parse(wrong[name]?.(index) ?? '0');
    const list = Array.from({ length: 100 }, item);
    const answer = await post(JSON.stringify({ modules: list, extensions: list, icon: 1, account: 1 }));
    expect(answer.status).toBe(400);
    expect(answer.text.length).toBeLessThan(LARGEST_ANSWER);
    const messages = Object.values(answer.body.errors).flat();
    expect(messages.length).toBeLessThanOrEqual(100);
    if (messages.length === 100) expect(answer.body.detail).toMatch(/ \d+ more are not shown\.$/);
  });

  it('in each of many unknown properties is none of it: they are ignored', async () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [index.toString(36), 0]));
    const answer = await post(JSON.stringify({ ...many, name: 'Many' }));
    expect([answer.status, answer.body.name]).toEqual([201, 'Many']);
  });
});

describe('a body that is nested 100,000 deep', () => {
  it.each([
    ['as a whole', nested(100_000), 400],
    ['as a whole, of objects', `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`, 400],
    ['in a name', `{"name":${nested(100_000)}}`, 400],
    ['in an icon', `{"name":"x","icon":${nested(100_000)}}`, 400],
    ['in modules', `{"name":"x","modules":${nested(100_000)}}`, 400],
    ['in the id of a module', `{"name":"x","modules":[{"id":${nested(40_000, '[', ']')}}]}`, 400],
    ['in an account', `{"name":"x","account":${'{"id":'.repeat(30_000)}1${'}'.repeat(30_000)}}`, 400],
    ['in an unknown property', `{"name":"x","unknown":${nested(100_000)}}`, 201],
    ['and cut off', `{"name":${'['.repeat(200_000)}`, 400],
  ])('%s is no failure of the server', async (_name, body, status) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(answer.text.length).toBeLessThan(LARGEST_ANSWER);
  });
});

describe('the bounds of arrays', () => {
  it('are there for every array that a body may hold', async () => {
    const { components = {} } = (await loadDocument()) as { components?: { schemas?: Record<string, unknown> } };
    const unbounded: string[] = [];
    const open = ['ApiTokenCreate', 'ApiTokenUpdate'];
    for (const name of open) {
      JSON.stringify(components.schemas?.[name], (_key, value) => {
        const { type, maxItems, $ref } = value ?? {};
        if ([type].flat().includes('array') && maxItems === undefined) unbounded.push(name);
        const referred = /^#\/components\/schemas\/(.+)$/.exec($ref ?? '')?.[1];
        if (referred !== undefined && !open.includes(referred)) open.push(referred);
        return value;
      });
    }
    expect(open).toContain('ModuleReferences');
    expect(unbounded).toEqual([]);
  });
});
