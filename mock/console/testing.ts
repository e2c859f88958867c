import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const ARGUMENTS = ['--no-sandbox', '--disable-gpu'];

/** How long a page may take for anything, in milliseconds: the renderer is large, and a machine may be slow. */
const PATIENCE = 120_000;

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGUMENTS });
}

export interface Opener {
  open(path: string): Promise<Page>;
  /** What no page of ours does: an error in its script, what its policy forbids, a request to another host. */
  wrong: string[];
}

/** Opens pages of an origin, in a browser of their own. */
export async function opener(browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<Opener> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE);
  const wrong: string[] = [];
  context.on('weberror', (error) => wrong.push(error.error().message));
  context.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) wrong.push(message.text());
  });
  context.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin) wrong.push(request.url());
  });
  return {
    wrong,
    async open(path) {
      const page = await context.newPage();
      await page.goto(origin + path);
      return page;
    },
  };
}

/** What axe finds serious or worse on a page: the rule, and where. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // As a debugger, because the policy of the page lets no script in.
  const debug = await page.context().newCDPSession(page);
  await debug.send('Runtime.evaluate', { expression: await readFile(AXE, 'utf8') });
  const { result } = await debug.send('Runtime.evaluate', {
    expression: `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html.slice(0, 200))))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await debug.detach();
  return result.value;
}

/** Presses the tabulator until the element with this name, or with a name that begins so, has the focus. */
export async function tabTo(page: Page, name: string, most = 400): Promise<void> {
  for (let n = 0; n < most; n++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
    });
    if (focused.trim().startsWith(name)) return;
  }
  throw new Error(`The tabulator does not come to ${name}.`);
}
