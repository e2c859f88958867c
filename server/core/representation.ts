import type { components } from '../../generated/schema.ts';
import type { Instant } from './ports/clock.ts';

type Values<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** UTC, ISO 8601, three decimals and `Z` [representation.timestamps]. */
export function timestamp(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** A field without a value is left out, not sent as `null` [representation.no-null]. */
export function withValues<T extends object>(fields: T): Values<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as Values<T>;
}

/** The audit of what only operators change: nobody of the API did it. */
export function representTimes(times: {
  createdAt: Instant;
  updatedAt: Instant;
}): components['schemas']['ResourceAudit'] {
  return { created: { at: timestamp(times.createdAt) }, updated: { at: timestamp(times.updatedAt) } };
}
