/** The headers of the contract that a page of another origin may read, beside those that every page may. */
export const EXPOSED = [
  'Allow',
  'ETag',
  'Idempotency-Key',
  'Idempotency-Replayed',
  'Location',
  'MPT-Item-Count',
  'MPT-Streaming',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
  'WWW-Authenticate',
];

/** How long a browser may keep the answer to a preflight. */
export const DAY_IN_SECONDS = 86_400;
