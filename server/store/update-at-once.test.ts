import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fields } from '../../generated/fields.ts';
import { selectDefault } from '../core/query/select.ts';
import { TokenService } from '../core/tokens/service.ts';
import { testChangesAtOnce } from '../testing/changes-at-once.ts';
import { TOKENS } from '../testing/query.ts';
import { ACCOUNTS, SAMPLE, startServer, temporaryFolder } from '../testing/server.ts';

const inFile = async () => startServer({ databaseUrl: `sqlite:${join(await temporaryFolder(), 'tokens.db')}` });

describe('changes of one token at once, in a file', () => {
  testChangesAtOnce(inFile);
});

describe.each([
  ['in memory', () => startServer()],
  ['in a file', inFile],
])('changes of one token, %s', (_where, start) => {
  it('begun in one moment are each kept, as if one came after the other [update.at-once] [token.revision]', async () => {
    // Over HTTP each request may be done before the next is read: here all of them are under way at once.
    const { store, keyring, call } = await start();
    const service = new TokenService({ store, vault: keyring });
    const principal = {
      token: { id: SAMPLE.client, name: 'Contoso administration' },
      account: { id: ACCOUNTS.client, name: 'Contoso Ltd', type: 'Client' as const },
      modules: new Set(['access-management']),
    };
    const { body } = await call('POST', TOKENS, { as: 'client', body: { name: 'Shared' } });
    const changes = Array.from({ length: 20 }, (_, n) =>
      n % 2 ? { icon: `${n}.png` } : { description: `Number ${n}` },
    );
    const updates = changes.map((change) => service.update(principal, body.id, change));
    const disabled = service.transition(principal, body.id, 'disable');
    const revisions = (await Promise.all([...updates, disabled])).map(({ revision }) => revision);
    expect(revisions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 21 }, (_, n) => n + 2));
    const { body: last } = await service.get(principal, body.id, selectDefault(fields.apiTokens));
    expect(last).toMatchObject({ revision: 22, status: 'Disabled' });
    for (const field of ['icon', 'description'] as const) {
      const [, final] = changes
        .map((change, n) => [revisions[n] ?? 0, Object(change)[field]] as const)
        .filter(([, value]) => value !== undefined)
        .reduce((one, other) => (one[0] > other[0] ? one : other));
      expect(last[field]).toBe(final);
    }
  });
});
