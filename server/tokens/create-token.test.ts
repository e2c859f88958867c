import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ACCOUNTS, startServer } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';

describe('createApiToken 201', () => {
  it('answers with every key of the documented example, at every depth', async () => {
    const server = await startServer();
    const documented = JSON.parse(
      await readFile(new URL('../../spec/sources/create-token-example.json', import.meta.url), 'utf8'),
    ).response.body;
    const { status, headers, body } = await server.call('POST', PATH, {
      as: 'operations',
      body: {
        account: { id: ACCOUNTS.client },
        name: 'ERP connector',
        icon: '/static/icons/erp.png',
        description: 'Sends orders.',
        modules: [{ id: 'MOD-1756' }],
      },
    });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`${PATH}/${body.id}`);
    const missing = keyPaths(documented).filter((path) => !keyPaths(body).includes(path));
    expect(missing).toEqual(['lastAccessAt']);
  });
});

function keyPaths(value: unknown, prefix = ''): string[] {
  if (Array.isArray(value)) return keyPaths(value[0], `${prefix}[]`);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = prefix ? `${prefix}.${key}` : key;
    return [path, ...keyPaths(inner, path)];
  });
}
