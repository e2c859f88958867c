import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, it } from 'vitest';
import type * as Page from './index.ts';

/** What a page loads for `./msw`, minified and gzipped, without MSW itself. In kB, of 1,000 bytes. */
const BUDGET = 80;

/** What every browser has and a bare JavaScript engine has not. */
const WEB = {
  ...{ AbortController, ReadableStream, Request, Response, TextDecoder, TextEncoder, URL },
  ...{ atob, btoa, clearTimeout, console, crypto, performance, setTimeout },
};

type Resolver = (info: { request: Request }) => Promise<Response>;

/** All that the handlers have of MSW. */
const msw = { http: { all: (pattern: RegExp, resolver: Resolver) => ({ pattern, resolver }) } };

const script = await bundle(new URL('index.ts', import.meta.url).pathname);

it('the handlers are one script without Node', () => {
  expect(script).not.toMatch(/\bnode:|\brequire\(|\bBuffer\b|\bprocess\.|__vite-browser-external/);
});

it('the script is small', () => {
  const size = gzipSync(script, { level: 9 }).length / 1000;
  console.log(`./msw: ${size.toFixed(1)} kB of ${BUDGET} kB`);
  expect(size).toBeLessThan(BUDGET);
});

it('the script answers where no text may become code, as a strict content security policy has it', async () => {
  const page = createContext({ ...WEB, msw }, { codeGeneration: { strings: false, wasm: false } });
  expect(() => runInContext('new Function("return 1")', page)).toThrow('Code generation from strings disallowed');
  const { apiTokens }: typeof Page = runInContext(`${script}; page`, page);
  const [handler] = apiTokens().handlers as unknown as [{ pattern: RegExp; resolver: Resolver }];
  const url = 'https://api.example.com/public/v1/accounts/api-tokens';
  const headers = { Authorization: 'Bearer any', 'Content-Type': 'application/json' };
  const call = (init: RequestInit, query = '') =>
    handler.resolver({ request: new Request(url + query, { headers, ...init }) });
  expect(handler.pattern.test(url)).toBe(true);
  expect((await call({ method: 'POST', body: '{"name":"From a page"}' })).status).toBe(201);
  const refused = await call({ method: 'POST', body: '{"name":1}' });
  expect([refused.status, (await refused.json()).code]).toEqual([400, 'name.invalid']);
  const list = await call({}, '?ilike(name,from*)');
  expect((await list.json()).data).toMatchObject([{ name: 'From a page' }]);
});

/** The one script that a page would load. */
async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: true,
      lib: { entry, formats: ['iife'], name: 'page' },
      rolldownOptions: { external: ['msw'], output: { globals: { msw: 'msw' } } },
    },
  });
  const [output] = [built].flat();
  return output && 'output' in output ? output.output[0].code : '';
}
