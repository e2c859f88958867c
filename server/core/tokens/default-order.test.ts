import { array, asyncProperty, assert as check, integer } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fields } from '../../../generated/fields.ts';
import { ACCOUNTS, SAMPLE, startServer } from '../../testing/server.ts';
import type { Principal } from '../principal.ts';
import { parseListQuery } from '../query/list-query.ts';
import { TokenService } from './service.ts';

const PRINCIPAL: Principal = {
  token: { id: SAMPLE.client, name: 'Contoso administration' },
  account: { id: ACCOUNTS.client, name: 'Contoso Ltd', type: 'Client' },
  modules: new Set(['access-management']),
};

/** The last hundred of a list in the default order. */
async function walkedIds(service: TokenService): Promise<string[]> {
  const page = (query: string) => service.list(PRINCIPAL, parseListQuery(query, fields.apiTokens));
  const { pagination } = (await page('limit=0')).$meta;
  const { data } = await page(`offset=${Math.max(0, pagination.total - 100)}`);
  return data.map(({ id }) => id ?? '');
}

describe('a token', () => {
  it('stands behind all that were created before it, even within a millisecond [list.walk] [list.default-order]', async () => {
    const { store, keyring } = await startServer();
    const clocks = array(integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 12 });
    await check(
      asyncProperty(clocks, async (times) => {
        for (const time of times) {
          // A clock that stands still, jumps, and goes back.
          const service = new TokenService({ store, vault: keyring, clock: () => Date.UTC(2026, 0) + time });
          const before = await walkedIds(service);
          const { id } = (await service.create(PRINCIPAL, { name: 'Meanwhile' })).token;
          expect(await walkedIds(service)).toEqual([...before, id].slice(-100));
        }
      }),
      { numRuns: 8 },
    );
  });
});
