import type { Mock, MockOptions } from '../../mock/examples/server.ts';
import { load } from './tools.ts';

export type { Mock, MockOptions };

/**
 * Starts the mock: every answer is an example of the contract. What it takes beyond the client is fetched when it is called
 * first.
 * @throws what `listen` throws, such as EADDRINUSE.
 */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  const mock = await load<typeof import('../../mock/examples/server.ts')>(
    'testing',
    'mock/examples/server.js',
    'createMock',
  );
  return mock.createMock(options);
}
