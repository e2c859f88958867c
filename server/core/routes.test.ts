import { describe, expect, it } from 'vitest';
import { findRoute, pathOf } from './routes.ts';

const TOKENS = '/public/v1/accounts/api-tokens';
const CONTRACT = '/public/v1/openapi.json';

describe('the path of the contract that a request means', () => {
  it.each([
    [TOKENS, TOKENS, TOKENS, {}],
    [`${TOKENS}/`, TOKENS, TOKENS, {}],
    [TOKENS.toUpperCase(), TOKENS, TOKENS, {}],
    [`${TOKENS}/TKN-1`, `${TOKENS}/{id}`, `${TOKENS}/TKN-1`, { id: 'TKN-1' }],
    [`${TOKENS}/a%2Fb/ENABLE/`, `${TOKENS}/{id}/enable`, `${TOKENS}/a%2Fb/enable`, { id: 'a/b' }],
    [`${TOKENS}/%24%26`, `${TOKENS}/{id}`, `${TOKENS}/%24%26`, { id: '$&' }],
    [CONTRACT, CONTRACT, CONTRACT, {}],
  ])('%s is found', (sent, template, path, parameters) => {
    const route = findRoute(sent);
    expect(route).toMatchObject({ template, parameters });
    expect(route && pathOf(route)).toBe(path);
  });

  it.each([
    '',
    '/',
    '/public/v1',
    `${TOKENS}//`,
    `${TOKENS}/a/b`,
    `${TOKENS}/a/enable/b`,
    `/x${TOKENS}`,
    '/public/v1/openapi-json',
    `${TOKENS}/%ZZ`,
    `${TOKENS}/%ff/enable`,
  ])('%s is none', (sent) => {
    expect(findRoute(sent)).toBeUndefined();
  });
});

describe('a path', () => {
  it('has an operation for each of its methods, and for HEAD that of GET', () => {
    const methods = ['GET', 'HEAD', 'PUT', 'DELETE', 'POST', 'OPTIONS', 'constructor'];
    const route = findRoute(`${TOKENS}/x`);
    expect(methods.map((method) => route?.operation(method))).toEqual([
      'getApiToken',
      'getApiToken',
      'updateApiToken',
      'deleteApiToken',
      undefined,
      undefined,
      undefined,
    ]);
    expect(route?.methods).toEqual(['GET', 'PUT', 'DELETE', 'HEAD']);
    expect(route?.allow).toBe('GET, HEAD, PUT, DELETE, OPTIONS');
  });

  it('is public where none of its operations needs a credential', () => {
    const isPublic = [CONTRACT, `${CONTRACT}/`, TOKENS, `${TOKENS}/x`].map((path) => findRoute(path)?.isPublic);
    expect(isPublic).toEqual([true, true, false, false]);
  });
});
