import { createReadStream } from 'node:fs';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type Plugin } from 'vitest/config';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The service worker of MSW, at the root of the pages, as an application has it in its public folder. */
const serviceWorker: Plugin = {
  name: 'service-worker',
  configureServer({ middlewares }) {
    middlewares.use('/mockServiceWorker.js', (_, response) => {
      response.setHeader('Content-Type', 'text/javascript');
      createReadStream(new URL('../node_modules/msw/lib/mockServiceWorker.js', import.meta.url)).pipe(response);
    });
  },
};

/** `npm run test:browser`: the client in a real page. `CHROMIUM` names the browser. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  plugins: [serviceWorker],
  // All that the tests load: one that is found on the way would load the page anew.
  optimizeDeps: {
    include: [
      'react',
      'react-dom/client',
      'msw',
      'msw/browser',
      'ajv-formats/dist/formats.js',
      'content-type',
      'crc-32',
      'tctx/traceparent',
    ],
  },
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
