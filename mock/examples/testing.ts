import { afterAll, beforeAll, expect } from 'vitest';
import document from '../../generated/openapi.json' with { type: 'json' };
import { createMock, type Mock } from './server.ts';

export const TOKENS = '/public/v1/accounts/api-tokens';
export const TOKEN = `${TOKENS}/TKN-4134-7330`;
export const CREATE = {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: '{"name":"ERP connector"}',
};
export const TRACE_ID = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

export type ExampleName = keyof typeof document.components.examples;

export interface CallOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: BodyInit;
}

/** A mock for the tests of a file. */
export function useMock() {
  let mock: Mock;
  beforeAll(async () => {
    mock = await createMock({ port: 0 });
  });
  afterAll(() => mock.close());

  const url = (path: string) => mock.url + path;
  return {
    /** Of a path of the mock. */
    url,
    /** Calls with a credential. */
    call: (path: string, { headers, ...options }: CallOptions = {}): Promise<Response> =>
      fetch(url(path), { ...options, headers: { Authorization: 'Bearer any', ...headers } }),
  };
}

/** Compares with an example of the contract; the trace and the path are those of the request, the code may be a more exact one. */
export async function expectProblem(response: Response, name: ExampleName, path: string, code?: string): Promise<void> {
  const example = document.components.examples[name].value as { status: number; instance?: string };
  expect(response.status).toBe(example.status);
  expect(response.headers.get('Content-Type')).toBe('application/problem+json');
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  const { traceId, ...rest } = await response.json();
  expect(traceId).toMatch(TRACE_ID);
  expect(rest).toEqual({
    ...example,
    traceId: undefined,
    ...(example.instance !== undefined && { instance: path }),
    ...(code && { code }),
  });
}
