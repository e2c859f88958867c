import type { TestProject } from 'vitest/node';
import { createMock } from '../mock/server.ts';

/** What the page's tests run against, each on another origin than the page. */
export interface Target {
  name: string;
  baseUrl: string;
  /** A credential that may create tokens. */
  token: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    targets: Target[];
  }
}

/** Starts what the pages call. Another target, such as the server with `CORS_ORIGINS`, is one more entry here. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mock = await createMock({ port: 0 });
  project.provide('targets', [{ name: 'the mock', baseUrl: mock.url, token: 'any' }]);
  return () => mock.close();
}
