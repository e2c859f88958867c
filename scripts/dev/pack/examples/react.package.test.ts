import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, opener } from '../../../../mock/console/testing.ts';
import { exampleProject, type Listening } from '../testing/project.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const VITE = 'node_modules/vite/bin/vite.js';

test('the page lists, filters, creates and disables: as it is developed on the mock, as it is built on the server', async () => {
  const react = await exampleProject('react');
  const mock = await react.listening('mock', '--port', '0');
  await use(await react.start(VITE, ['--port', '0'], { API_URL: mock.url }));

  const server = await react.listening('serve', '--port', '0', '--database', 'sqlite:./data/tokens.db');
  const credentials = JSON.parse(await readFile(join(react.folder, 'data/credentials.json'), 'utf8'));
  expect(await react.run('npm', ['run', 'build'])).toMatchObject({ code: 0 });
  const environment = { API_URL: server.url, API_TOKEN: credentials['TKN-3803-0001'] };
  await use(await react.start(VITE, ['preview', '--port', '0'], environment));
});

/** What a user does, in Chromium. */
async function use({ url }: Listening): Promise<void> {
  const { open, wrong } = await opener(browser, url);
  const page = await open('/');
  const rows = page.locator('tbody tr');
  await rows.first().waitFor();
  expect(await page.content()).not.toContain('idt:');

  const create = async (name: string) => {
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Create' }).click();
  };
  await create('<ERP> page');
  await page.getByRole('alert').getByText('A name is at most 200').waitFor();
  await create('ERP page');
  await page.getByText(/^ERP page is created\..* idt:TKN-/).waitFor();

  await page.getByLabel('Filter').fill('rp pag');
  await page.getByText('1 found', { exact: true }).waitFor();
  await rows.getByText('ERP page').waitFor();
  await rows.getByRole('button', { name: 'Disable' }).click();
  await rows.getByText('Disabled').waitFor();
  expect(await rows.getByRole('button').count()).toBe(0);
  expect(wrong).toEqual([]);
}
