import type { Check } from '../check.ts';
import type { World } from '../world.ts';
import { access } from './access.ts';
import { addresses } from './addresses.ts';
import { bodies } from './bodies.ts';
import { create } from './create.ts';
import { idempotency } from './idempotency.ts';
import { life } from './life.ts';
import { lists } from './lists.ts';
import { preconditions } from './preconditions.ts';
import { queries } from './queries.ts';
import { rateLimit } from './rate-limit.ts';
import { references } from './references.ts';
import { select } from './select.ts';
import { streams } from './streams.ts';
import { update } from './update.ts';

/** Every check there is for a deployment, in the order in which they run. */
export function checksFor(world: World): Check[] {
  return [
    addresses,
    access,
    lists,
    streams,
    queries,
    select,
    life,
    create,
    idempotency,
    update,
    preconditions,
    references,
    bodies,
    rateLimit,
  ].flatMap((subject) => subject(world));
}
