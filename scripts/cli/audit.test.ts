import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SAMPLE, startServer, temporaryFolder } from '../../server/testing/server.ts';
import { inOneProcess, runToEnd, startCommand } from './testing.ts';

const PATH = '/public/v1/accounts/api-tokens';
const wrong = inOneProcess('audit');

async function place() {
  const databaseUrl = `sqlite:${join(await temporaryFolder(), 'tokens.db')}`;
  const server = await startServer({ databaseUrl });
  const create = async (as: 'client' | 'vendor') =>
    (await server.call('POST', PATH, { as, body: { name: 'x' } })).body.id;
  const audit = async (...words: string[]) => {
    const { code, out, problems } = await runToEnd('audit', words, { DATABASE_URL: databaseUrl });
    expect([code, problems]).toEqual([0, '']);
    return out
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  };
  return { server, create, audit, databaseUrl };
}

describe('audit', () => {
  test('tells who did what to which token, as JSON Lines, of whom and when it is asked', async () => {
    const { server, create, audit } = await place();
    const [first, second] = [await create('client'), await create('vendor')];
    await server.call('POST', `${PATH}/${first}/disable`, { as: 'operations' });
    const all = await audit();
    expect(all).toMatchObject([
      {
        action: 'created',
        token: first,
        by: { token: SAMPLE.client },
        traceId: expect.stringMatching(/^[\da-f]{32}$/),
      },
      { action: 'created', token: second, by: { token: SAMPLE.vendor } },
      { action: 'disabled', token: first, by: { token: SAMPLE.operations }, changes: { fields: ['status'] } },
    ]);
    const [one, two, three] = all;
    expect(await audit('--token', first)).toEqual([one, three]);
    expect(await audit('--account', two.account)).toEqual([two]);
    expect(await audit('--by', SAMPLE.operations)).toEqual([three]);
    expect(await audit('--by', two.by.account)).toEqual([two]);
    expect(await audit('--since', three.at)).toEqual(all.filter(({ at }) => at >= three.at));
    expect(await audit('--until', one.at)).toEqual([]);
  });

  test('follows what comes, and tells nothing twice', async () => {
    const { create, databaseUrl } = await place();
    const first = await create('client');
    const following = startCommand('audit', ['--follow'], { DATABASE_URL: databaseUrl });
    await following.says(new RegExp(first));
    const second = await create('vendor');
    await following.says(new RegExp(second));
    const third = await create('client');
    await following.says(new RegExp(third));
    const told = following.written.out.trim().split('\n');
    expect(told.map((line) => JSON.parse(line).token)).toEqual([first, second, third]);
  });

  test.each([
    [['--since', 'yesterday'], 'It must be a date or a timestamp'],
    [['--token', 'idt:TKN-1-1:x'], 'It must be an id, TKN-…'],
    [['--account', 'TKN-3803-0001'], 'It must be an id, ACC-…'],
  ])('says what is wrong with %j', async (words, message) => {
    const { code, problems } = await wrong(words);
    expect([code, problems]).toEqual([2, expect.stringContaining(message)]);
    expect(problems).not.toContain('idt:');
  });
});
