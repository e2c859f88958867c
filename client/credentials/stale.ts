import type { Client } from '../client.ts';
import { type Condition, rql } from '../rql.ts';
import type { SelectedItem } from '../types.ts';

const DAY = 86_400_000;

/**
 * The filter for active tokens that nobody used for so many days; one that was never used counts from its creation.
 * @param now Of the clock that the days are counted back from.
 */
export function staleFilter(days: number, now = new Date()): Condition {
  const before = new Date(now.getTime() - days * DAY);
  return rql.and(
    rql.eq('status', 'Active'),
    rql.lt('audit.created.at', before),
    rql.or(rql.lt('lastAccessAt', before), rql.isNull('lastAccessAt')),
  );
}

/** Walks the tokens that nobody used for so many days, with their `audit`; see `paginate`. */
export function eachStaleToken(
  client: Pick<Client, 'eachApiToken'>,
  days: number,
): AsyncGenerator<SelectedItem<'apiTokens'>, void, undefined> {
  return client.eachApiToken({ filter: staleFilter(days), select: ['+audit'] });
}
