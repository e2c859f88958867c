import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../metrics/metrics.ts';

const ROOT = new URL('../..', import.meta.url).pathname;

const page = (name: string) => readFile(new URL(name, import.meta.url), 'utf8');

/** Those of the server, without tests and what they share. */
async function modules(): Promise<string[]> {
  const names = await readdir(join(ROOT, 'server'), { recursive: true });
  // The page that is served runs in a browser.
  const isOurs = (name: string) =>
    /\.ts$/.test(name) && !/\.test(-d)?\.ts$|^testing\/|^rules\/|testing\.ts$|^docs\/page\//.test(name);
  return names.filter(isOurs).map((name) => join(ROOT, 'server', name));
}

describe('the server', () => {
  it('asks nobody: no module of it makes requests', async () => {
    const asking: string[] = [];
    for (const file of await modules()) {
      const text = await readFile(file, 'utf8');
      if (/\bfetch\(|\bhttps?\.(get|request)\(|from 'node:(https|http2|net)'.*\bconnect\b|\bundici\b/.test(text))
        asking.push(file);
    }
    expect(asking).toEqual([]);
  });
});

describe('the page about OWASP', () => {
  it('has all ten, each with tests that there are', async () => {
    const text = await page('owasp.md');
    const items = text.split(/^## /m).slice(1);
    expect(items.map((item) => item.split(':')[0])).toEqual(Array.from({ length: 10 }, (_, n) => `API${n + 1}`));
    for (const item of items) {
      const named = [...item.matchAll(/^- `([^`]+)`: "([^"]+)"$/gm)];
      expect(named.length, item).toBeGreaterThan(0);
      for (const [, file = '', title] of named) expect(await readFile(join(ROOT, file), 'utf8'), file).toContain(title);
    }
  });
});

describe('the runbook', () => {
  it('names metrics that there are, and every metric that tells of trouble', async () => {
    const none = () => 0;
    const { body } = await createMetrics({
      requestsUnderWay: none,
      requestsShed: none,
      connections: none,
      loopDelaySeconds: none,
      lists: () => ({ waiting: 0, underWay: 0 }),
      changesWaiting: none,
      pool: () => ({ busy: 0, idle: 0, waiting: 0 }),
      credentialsDamaged: none,
      isReady: async () => true,
    }).text();
    const there = new Set([...body.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
    const text = await page('runbook.md');
    const named = new Set(
      [...text.matchAll(/\b(?:api_tokens|process|nodejs)_[a-z_]+/g)].map(([name]) => name.replace(/_bucket$/, '')),
    );
    for (const name of named) expect(there, name).toContain(name);
    const untold = [...there].filter((name) => name?.startsWith('api_tokens_') && !named.has(name));
    expect(untold).toEqual(['api_tokens_requests_under_way', 'api_tokens_lists_under_way']);
  });

  it('has container files beside it that set variables that there are', async () => {
    const config = await readFile(join(ROOT, 'server/config.ts'), 'utf8');
    for (const name of ['Containerfile', 'compose.yaml']) {
      const text = await page(name);
      const set = [
        ...text.matchAll(
          /\b(HOST|PORT|SEED_FILE|TRUSTED_PROXIES|RATE_LIMIT|REFUSAL_LIMIT|METRICS_[A-Z]+|DATABASE_URL|TOKEN_KEYS)(?=[=:])/g,
        ),
      ];
      for (const [, variable = ''] of set) expect(config, name).toContain(`  ${variable}: `);
    }
  });
});
