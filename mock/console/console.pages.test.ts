import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createSandbox } from '../sandbox/server.ts';
import { launch, opener, seriousFindings, tabTo } from './testing.ts';

const CREATE = '/docs#/operations/createApiToken';
const SEND = 'Send API Request';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function start() {
  const sandbox = await createSandbox({ port: 0 });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** The console, and the reference page at Create Token beside it. */
async function startBoth() {
  const { url } = await start();
  const { open, wrong } = await opener(browser, url);
  const consolePage = await open('/');
  const reference = await open(CREATE);
  await reference.getByRole('button', { name: SEND }).waitFor();
  return { consolePage, reference, wrong };
}

const newest = (page: Page) => page.locator('#requests > li').first();
const tokens = (page: Page) => page.locator('#tables caption').first();

describe('whoever works with the console and the reference page', () => {
  it('creates, sees the request and its rule, has the next one fail, and begins anew', async () => {
    const { consolePage, reference, wrong } = await startBoth();
    const before = await tokens(consolePage).textContent();

    await reference.getByRole('button', { name: SEND }).click();
    await reference.getByText('201 Created').waitFor();
    await newest(consolePage).getByText('createApiToken').waitFor();
    await expect.poll(() => newest(consolePage).locator('.status').textContent()).toBe('201');
    await expect.poll(() => tokens(consolePage).textContent()).not.toBe(before);

    await consolePage.getByRole('button', { name: 'Answer so' }).click();
    await consolePage.getByText('createApiToken: 1 × 429 too-many-requests').waitFor();
    await reference.getByRole('button', { name: SEND }).click();
    await reference.getByText('429 Too Many Requests').waitFor();
    await newest(consolePage).getByText('by rate-limit.per-credential').waitFor();
    await newest(consolePage).locator('summary').click();
    await newest(consolePage).getByText('This answer was set for the next request').waitFor();
    expect(await newest(consolePage).locator('.told').textContent()).toMatch(/^rate-limit.per-credential: \S/);

    await consolePage.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => tokens(consolePage).textContent()).toBe(before);
    expect(wrong).toEqual([]);
  });

  it('does so by keyboard alone', async () => {
    const { consolePage, reference } = await startBoth();
    const before = await tokens(consolePage).textContent();

    await tabTo(reference, SEND);
    await reference.keyboard.press('Enter');
    await reference.getByText('201 Created').waitFor();
    await newest(consolePage).getByText('createApiToken').waitFor();

    await tabTo(consolePage, 'Answer so');
    await consolePage.keyboard.press('Enter');
    await consolePage.getByText('createApiToken: 1 × 429 too-many-requests').waitFor();
    await reference.keyboard.press('Enter');
    await reference.getByText('429 Too Many Requests').waitFor();

    await newest(consolePage).getByText('by rate-limit.per-credential').waitFor();
    await tabTo(consolePage, '429');
    await consolePage.keyboard.press('Enter');
    await newest(consolePage).locator('.told').waitFor();
    await tabTo(consolePage, 'Reset');
    await consolePage.keyboard.press('Enter');
    await expect.poll(() => tokens(consolePage).textContent()).toBe(before);
  });

  it('makes any declared error of an operation, by Prefer and by a request that deserves it', async () => {
    const { url } = await start();
    const { open, wrong } = await opener(browser, url);
    const page = await open(CREATE);
    await page.getByRole('button', { name: 'Make it fail' }).click();
    const answer = page.locator('#fail-answer');
    await page.getByRole('button', { name: 'Fail by Prefer: 500 internal-server-error' }).click();
    await answer.getByText('Answer: 500').waitFor();
    await page.locator('#fail-operation').selectOption('enableApiToken');
    await page.getByRole('button', { name: 'Fail by a request: 400 wrong-status' }).click();
    await answer.getByText('Answer: 400').waitFor();
    expect(await answer.getByRole('link').textContent()).toBe('life.enable');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('#fail').isVisible()).toBe(false);
    expect(wrong).toEqual([]);
  });

  it('sees no credential before asking for it', async () => {
    const { consolePage, reference } = await startBoth();
    await reference.getByRole('button', { name: SEND }).click();
    await newest(consolePage).locator('summary').click();
    await newest(consolePage).getByText('With the client').waitFor();
    const shown = (await consolePage.locator('main').innerText()).match(/idt:TKN-[\d-]+:[0-9A-Za-z]+/g);
    expect(shown).toBeNull();
    await newest(consolePage)
      .getByRole('button', { name: /hidden credential/ })
      .last()
      .click();
    expect(await newest(consolePage).locator('span.secret').textContent()).toMatch(/^idt:TKN-|^any$/);
  });
});

describe('axe finds nothing serious', () => {
  const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
    [1280, 390].map((width) => ({ colorScheme, width, viewport: { width, height: 900 } })),
  );

  it.each(looks)('on any page: $colorScheme, $width pixels', async ({ width: _width, ...look }) => {
    const { url } = await start();
    const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };
    for (const name of ['My app', '*']) {
      const body = JSON.stringify({ name });
      await fetch(`${url}/public/v1/accounts/api-tokens`, { method: 'POST', headers, body });
    }
    const { open } = await opener(browser, url, look);

    const consolePage = await open('/');
    await newest(consolePage).locator('summary').click();
    await tokens(consolePage).waitFor();
    expect(await seriousFindings(consolePage)).toEqual([]);

    const rules = await open('/docs/rules#token.name');
    await rules.locator('.target').waitFor();
    expect(await seriousFindings(rules)).toEqual([]);

    const reference = await open(CREATE);
    await reference.getByRole('button', { name: SEND }).waitFor();
    await expect.poll(() => seriousFindings(reference)).toEqual([]);
    await reference.getByRole('button', { name: 'Make it fail' }).click();
    await reference.getByRole('button', { name: 'Fail by Prefer: 429 too-many-requests' }).click();
    await reference.getByText('Answer: 429').waitFor();
    await expect.poll(() => seriousFindings(reference)).toEqual([]);
  });
});
