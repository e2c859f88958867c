import { setupWorker } from 'msw/browser';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { page } from 'vitest/browser';
import { apiTokens, problem } from '../mock/msw/index.ts';
import { createClient } from './index.ts';
import { TokensPage } from './testing/tokens-page.ts';

/** Nobody is there: `.invalid` never is (RFC 2606). */
const baseUrl = 'https://api.invalid';
const tokens = apiTokens({ baseUrl });
const worker = setupWorker(...tokens.handlers);

beforeAll(() => worker.start({ onUnhandledFrame: 'bypass', quiet: true }));
afterAll(() => worker.stop());
beforeEach(() => tokens.reset());

function show(): void {
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  root.render(createElement(TokensPage, { client: createClient({ baseUrl, token: 'any', retries: 0 }) }));
  onTestFinished(() => {
    root.unmount();
    place.remove();
  });
}

const create = async (name: string) => {
  await page.getByLabelText('Name').fill(name);
  await page.getByRole('button', { name: 'Create' }).click();
};
const items = page.getByRole('listitem');
const alert = page.getByRole('alert');

describe('a React page over MSW, with no server at all', () => {
  test('creates a token and finds it by a filter', async () => {
    show();
    await expect.element(items.first()).toBeVisible();
    await create('My "own" app');
    await expect.element(items.filter({ hasText: 'My "own" app' })).toBeVisible();
    await page.getByLabelText('Filter').fill('"OWN" a');
    await expect.poll(() => items.elements().map(({ textContent }) => textContent)).toEqual(['My "own" app']);
  });

  test('is told what is wrong, with its code', async () => {
    show();
    await create('*');
    await expect.element(alert).toHaveTextContent('400 name.invalid');
    await create('Fine');
    await expect.element(alert).not.toBeInTheDocument();
    expect(await tokens.requests()).toEqual(
      expect.arrayContaining([expect.objectContaining({ status: 400, code: 'name.invalid', rule: 'token.name' })]),
    );
  });

  test('meets what the controls and overrides say', async () => {
    show();
    await tokens.next('createApiToken', { status: 429 }, { status: 'cut' });
    await create('One');
    await expect.element(alert).toHaveTextContent('429 rate.exceeded');
    await create('Two');
    await expect.element(alert).toHaveTextContent('no answer: TypeError: Failed to fetch');
    await tokens.override('createApiToken', async () => ({ status: 403, body: problem(403) }));
    await create('Three');
    await expect.element(alert).toHaveTextContent('403 permission.missing');
  });

  test('reads a stream', async () => {
    const names: (string | undefined)[] = [];
    for await (const token of createClient({ baseUrl, token: 'any' }).streamApiTokens()) {
      names.push('name' in token ? token.name : undefined);
    }
    expect(names).toContain('ERP connector');
  });
});
