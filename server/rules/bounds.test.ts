import { afterAll, describe, expect, it } from 'vitest';
import { TOKENS } from '../testing/query.ts';
import { SAMPLE, startServer } from '../testing/server.ts';

const server = await startServer({}, afterAll);
const OWN = `${TOKENS}/${SAMPLE.client}`;

const extensions = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `EXT-${n}` }));
/** One module, named again and again. */
const modules = (count: number) => Array.from({ length: count }, () => ({ id: 'MOD-1756' }));

describe.each([
  ['POST', TOKENS, 201],
  ['PUT', OWN, 200],
] as const)('%s %s [create.bounds]', (method, path, success) => {
  const send = (body: object) => server.call(method, path, { as: 'client', body: { name: 'Bounded', ...body } });

  it('takes 100 modules and 100 extensions', async () => {
    const { status, body } = await send({ modules: modules(100), extensions: extensions(100) });
    expect(status).toBe(success);
    expect([body.modules.length, body.extensions.length]).toEqual([1, 100]);
  });

  it.each([
    ['modules', modules],
    ['extensions', extensions],
  ] as const)('takes no more %s, and names the bound', async (field, many) => {
    for (const count of [101, 10_000]) {
      const { status, body } = await send({ [field]: many(count) });
      expect(status).toBe(400);
      expect(body.errors).toEqual({ [field]: [expect.stringContaining('100')] });
    }
  });
});

describe('TOKENS_PER_ACCOUNT', () => {
  it('is the most tokens of an account that are not deleted; what is deleted makes room [create.full]', async () => {
    const limited = await startServer({ tokensPerAccount: 3 });
    const create = () => limited.call('POST', TOKENS, { as: 'client', body: { name: 'One more' } });
    const answers = [await create(), await create()];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [201, undefined],
      [400, 'account.full'],
    ]);
    await limited.call('DELETE', `${TOKENS}/${answers[0]?.body.id}`, { as: 'client' });
    expect((await create()).status).toBe(201);
  });
});
