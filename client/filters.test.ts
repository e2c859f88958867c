import { beforeEach, describe, expect, test } from 'vitest';
import { SAMPLE, startServer } from '../server/testing/server.ts';
import { type Client, createClient, rql } from './index.ts';

let client: Client;
beforeEach(async () => {
  const { url, credentials } = await startServer();
  client = createClient({ baseUrl: url, token: credentials[SAMPLE.client] ?? '' });
});

const AWKWARD = [
  "it's",
  'say "hello"',
  `both ' and "`,
  `"'"'`,
  'a,b',
  '(a) or (b',
  '100 %',
  '%27',
  '%2B',
  'R&D',
  'a&limit=0',
  '1 + 1',
  'a=b',
  'a|b;c',
  'Straße Ünï 日本語',
  '😀 👩‍👩‍👧',
  'back\\slash\\',
  '2 * 3 ** 4',
  '\\*',
  '_under%score',
  '#fragment',
  'tab\tand\nline',
  'null()',
  'status',
  ' space around ',
];

describe('any text is found by the builder, and nothing else', () => {
  test('by eq, in, like and ilike [rql.like]', async () => {
    const ids = new Map<string, string>();
    for (const description of AWKWARD) {
      ids.set(description, (await client.createApiToken({ name: 'Awkward', description })).id);
    }
    for (const [text, id] of ids) {
      const literal = rql.escapeLike(text);
      const filters = [
        rql.eq('description', text),
        rql.in('description', ['nothing', text]),
        rql.like('description', literal),
        rql.ilike('description', literal.toUpperCase()),
        rql.and(
          rql.eq('name', 'Awkward'),
          rql.like('description', `*${literal}`),
          rql.not(rql.ne('description', text)),
        ),
      ];
      for (const filter of filters) {
        const { data } = await client.listApiTokens({ filter, limit: 10, select: '-*,+id' });
        expect(data, filter).toEqual([{ id }]);
      }
    }
  });

  test('in a name, with both kinds of quotes', async () => {
    const name = `O'Brien "Søren" d'Ünë`;
    const { id } = await client.createApiToken({ name });
    const { data } = await client.listApiTokens({ filter: rql.eq('name', name), select: ['-*', '+id'] });
    expect(data).toEqual([{ id }]);
  });

  test('a token finds itself by its credential, whole [rql.token]', async () => {
    const { id, token } = await client.createApiToken({ name: 'Myself' });
    for (const filter of [rql.eq('token', token), rql.in('token', ['idt:TKN-0000-0000:x', token])]) {
      expect((await client.listApiTokens({ filter, select: '-*,+id' })).data).toEqual([{ id }]);
    }
    expect((await client.listApiTokens({ filter: rql.eq('token', token.slice(0, -1)) })).data).toEqual([]);
    for (const filter of ['like(token,idt*)', 'gt(token,idt)', 'ne(token,idt)']) {
      await expect(client.listApiTokens({ filter })).rejects.toMatchObject({
        status: 400,
        errors: { filter: [expect.any(String)] },
      });
    }
  });

  test('500 values, 14,000 bytes and 4,000 characters go through [rql.limits-work]', async () => {
    const values = Array.from({ length: 499 }, (_, index) => `${index}`.padStart(21, '-'));
    const filter = rql.in('id', [SAMPLE.client, ...values]);
    expect(encodeURI(filter).replaceAll("'", '%27').length).toBeGreaterThan(13_950);
    const { data } = await client.listApiTokens({ filter });
    expect(data.map(({ id }) => id)).toEqual([SAMPLE.client]);
    const long = rql.or(rql.eq('name', 'x'.repeat(4000)), rql.eq('id', SAMPLE.client));
    expect((await client.listApiTokens({ filter: long })).data).toHaveLength(1);
  });
});
