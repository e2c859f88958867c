import { operations } from '../../../../generated/operations.ts';
import { operationIds } from '../../judge/document.ts';
import { type Checks, once, pathOf, plainRequest } from '../check.ts';
import { TOKENS } from '../roles.ts';

/** Above it, using up a credential's minute would be a load test. */
const HIGHEST_LIMIT = 1_000;

/** Where a limit is on: a credential that has used up its minute gets 429 from every operation, and no other does. */
export const rateLimit: Checks = (world) => [
  once('429: a credential whose minute is used up', { changes: true, remembers: true }, async (probe) => {
    const limit = Number((await probe.send('GET', `${TOKENS}?limit=0`)).headers.get('ratelimit-limit') ?? 0);
    if (!world.canCreate || limit === 0 || limit > HIGHEST_LIMIT) return;
    const { token } = await world.create(probe, { modules: [] });
    for (let used = 0; used < limit; used += 1) {
      const answer = await probe.sendOnce('GET', '/public/v1/accounts/accounts?limit=0', { as: token });
      probe.expectStatus(answer, 200);
      const remaining = Number(answer.headers.get('ratelimit-remaining'));
      probe.assert(remaining === limit - used - 1, `RateLimit-Remaining is ${remaining} after ${used + 1} of ${limit}`);
    }
    for (const operation of operationIds.filter((id) => operations[id].secured)) {
      const request = { as: token, ...plainRequest(operation) };
      const answer = await probe.sendOnce(operations[operation].method, pathOf(operation, 'TKN-0000-0000'), request);
      probe.expectStatus(answer, 429);
      probe.assert(answer.headers.has('retry-after'), 'has no Retry-After');
    }
  }),
];
