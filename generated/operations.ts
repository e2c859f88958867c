// Derived from spec/ by `npm run generate`. Do not edit.

import type { operations as Operations } from './schema.ts';

/** Every operation of the contract, by operationId. */
export const operations = {
  createApiToken: {method: 'POST', path: '/public/v1/accounts/api-tokens', secured: true, body: true, statuses: [201, 400, 401, 403, 413, 415, 429, 500]},
  getApiToken: {method: 'GET', path: '/public/v1/accounts/api-tokens/{id}', secured: true, body: false, statuses: [200, 400, 401, 403, 404, 429, 500]},
  getOpenApi: {method: 'GET', path: '/public/v1/openapi.json', secured: false, body: false, statuses: [200, 400, 429, 500]},
} as const satisfies Record<keyof Operations, object>;

export type OperationId = keyof typeof operations;
