import { runInNewContext } from 'node:vm';
import { build } from 'vite';
import { expect, it } from 'vitest';
import document from '../../generated/openapi.json' with { type: 'json' };
import { accountRow, moduleRow } from '../testing/rows.ts';
import type * as Page from './testing/page.ts';

/** What every browser has and a bare JavaScript engine has not. */
const WEB = { crypto, TextEncoder, TextDecoder, setTimeout, clearTimeout, AbortController, performance };

it('the core and its store on Maps are one script without Node, which creates a token', async () => {
  const script = await bundle(new URL('testing/page.ts', import.meta.url).pathname);
  expect(script).not.toMatch(/\bnode:|\brequire\(|\bBuffer\b|\bprocess\./);
  const page: typeof Page = runInNewContext(`${script}; page`, WEB);
  const account = accountRow({ id: 'ACC-0000-0001' });
  const module = moduleRow({ id: 'MOD-0001', code: 'access-management' });
  const { first, created, list, caller } = await page.createToken(document, account, module);
  expect(created).toMatchObject({ status: 201, body: { name: 'From a page', account: { id: account.id } } });
  expect(created.body.token).toMatch(/^idt:TKN-\d{4}-\d{4}:[0-9A-Za-z]{49}$/);
  expect(list.body?.data.map(({ id }) => id)).toEqual([first.token.id, created.body.id]);
  expect(caller?.token.id).toBe(created.body.id);
});

/** The one script that a page would load. */
async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'page' } },
  });
  const [output] = [built].flat();
  return output && 'output' in output ? output.output[0].code : '';
}
