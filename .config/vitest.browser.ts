import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** `npm run test:browser`: the client in a real page. `CHROMIUM` names the browser. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['client/**/*.browser.test.ts'],
    globalSetup: ['.config/vitest.browser.setup.ts'],
    testTimeout: 30_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGUMENTS },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
