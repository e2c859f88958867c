import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import { generate } from 'orval';
import { generateApi } from 'swagger-typescript-api';

/** A code generator that consumers of the contract use, and how one of them would use what it makes. */
export interface Generator {
  /** Writes a client for the document into a folder. */
  generate(openApiFile: string, folder: string): Promise<void>;
  /**
   * The module a consumer writes beside it, in TypeScript. It exports the types `Create` and `Created`, and
   * `create(origin, token, body)`, which creates a token and resolves to what was answered.
   */
  consumer: string;
  /** What else a consumer writes there for the client to compile: file name → text. */
  files?: Record<string, string>;
}

/**
 * Client generators from npm, by package name. `openapi-typescript` is not among them because `npm run generate` and
 * the client stand on it. `openapi-zod-client` (1.18.3) is not either: it reads the document and makes right schemas, but
 * types problem documents as `void`, and is 78 MB with what it needs.
 */
export const GENERATORS: Record<string, Generator> = {
  '@hey-api/openapi-ts': {
    generate: async (openApiFile, folder) => {
      await createClient({
        input: openApiFile,
        output: { path: folder, importFileExtension: '.js' },
        logs: { level: 'silent', file: false },
      });
    },
    consumer: `
      import { createClient } from './client/index.js';
      import { createApiToken } from './sdk.gen.js';
      import type { ApiTokenCreate, CreateApiTokenResponse } from './types.gen.js';

      export type Create = ApiTokenCreate;
      export type Created = CreateApiTokenResponse;

      export async function create(origin: string, token: string, body: Create): Promise<Created> {
        const client = createClient({ baseUrl: origin, auth: token });
        const { data, error } = await createApiToken({ client, body });
        if (data === undefined) throw new Error(JSON.stringify(error));
        return data;
      }`,
  },
  orval: {
    generate: async (openApiFile, folder) => {
      const config = {
        input: { target: openApiFile },
        output: {
          target: join(folder, 'client.ts'),
          client: 'fetch' as const,
          baseUrl: { runtime: 'origin.value', imports: [{ name: 'origin', importPath: './origin.js' }] },
        },
      };
      await generate(config, folder, { logLevel: 'error' });
    },
    consumer: `
      import { createApiToken, type ApiTokenCreate, type createApiTokenResponse } from './client.js';
      import { origin as base } from './origin.js';

      export type Create = ApiTokenCreate;
      export type Created = Extract<createApiTokenResponse, { status: 201 }>['data'];

      export async function create(origin: string, token: string, body: Create): Promise<Created> {
        base.value = origin;
        const answer = await createApiToken(body, { headers: { Authorization: \`Bearer \${token}\` } });
        if (answer.status !== 201) throw new Error(JSON.stringify(answer.data));
        return answer.data;
      }`,
    files: { 'origin.ts': `export const origin = { value: '' };` },
  },
  'swagger-typescript-api': {
    generate: async (openApiFile, folder) => {
      await generateApi({ input: openApiFile, output: folder, fileName: 'client.ts', silent: true });
    },
    consumer: `
      import { Api, type ApiTokenCreate } from './client.js';

      export type Create = ApiTokenCreate;
      export type Created = Awaited<ReturnType<Api<unknown>['public']['createApiToken']>>['data'];

      export async function create(origin: string, token: string, body: Create): Promise<Created> {
        const api = new Api({ baseUrl: origin, baseApiParams: { headers: { Authorization: \`Bearer \${token}\` } } });
        return (await api.public.createApiToken(body)).data;
      }`,
  },
};
