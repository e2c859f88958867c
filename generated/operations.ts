// Derived from spec/ by `npm run generate`. Do not edit.

import type { operations as Operations } from './schema.ts';

/** Every operation of the contract, by operationId. */
export const operations = {
  listApiTokens: {method: 'GET', path: '/public/v1/accounts/api-tokens', secured: true, body: false, streams: true, statuses: [200, 400, 401, 403, 406, 413, 429, 500, 501]},
  createApiToken: {method: 'POST', path: '/public/v1/accounts/api-tokens', secured: true, body: true, streams: false, statuses: [201, 400, 401, 403, 409, 413, 415, 422, 429, 500]},
  getApiToken: {method: 'GET', path: '/public/v1/accounts/api-tokens/{id}', secured: true, body: false, streams: false, statuses: [200, 304, 400, 401, 403, 404, 429, 500]},
  updateApiToken: {method: 'PUT', path: '/public/v1/accounts/api-tokens/{id}', secured: true, body: true, streams: false, statuses: [200, 400, 401, 403, 404, 412, 413, 415, 429, 500]},
  deleteApiToken: {method: 'DELETE', path: '/public/v1/accounts/api-tokens/{id}', secured: true, body: false, streams: false, statuses: [204, 400, 401, 403, 404, 412, 429, 500]},
  enableApiToken: {method: 'POST', path: '/public/v1/accounts/api-tokens/{id}/enable', secured: true, body: false, streams: false, statuses: [200, 400, 401, 403, 404, 412, 429, 500]},
  disableApiToken: {method: 'POST', path: '/public/v1/accounts/api-tokens/{id}/disable', secured: true, body: false, streams: false, statuses: [200, 400, 401, 403, 404, 412, 429, 500]},
  listModules: {method: 'GET', path: '/public/v1/accounts/modules', secured: true, body: false, streams: true, statuses: [200, 400, 401, 403, 406, 413, 429, 500, 501]},
  getModule: {method: 'GET', path: '/public/v1/accounts/modules/{id}', secured: true, body: false, streams: false, statuses: [200, 400, 401, 403, 404, 429, 500]},
  listAccounts: {method: 'GET', path: '/public/v1/accounts/accounts', secured: true, body: false, streams: true, statuses: [200, 400, 401, 403, 406, 413, 429, 500, 501]},
  getAccount: {method: 'GET', path: '/public/v1/accounts/accounts/{id}', secured: true, body: false, streams: false, statuses: [200, 400, 401, 403, 404, 429, 500]},
  getOpenApi: {method: 'GET', path: '/public/v1/openapi.json', secured: false, body: false, streams: false, statuses: [200, 400, 429, 500]},
} as const satisfies Record<keyof Operations, object>;

export type OperationId = keyof typeof operations;
