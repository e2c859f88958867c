import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SAMPLE, startServer, temporaryFolder } from '../../server/testing/server.ts';
import { alter } from '../contract-tests/testing/altering.ts';
import { readWords, UsageError } from './command.ts';
import mock from './mock.ts';
import { type ProxyValues, readOptions } from './proxy-options.ts';
import { runToEnd, startCommand } from './testing.ts';

const TOKENS = '/public/v1/accounts/api-tokens';

/** Starts the proxy; `stop` ends it as a CI does, and answers with all that it wrote. */
async function start(...words: string[]) {
  const { child, says, ended } = startCommand('mock', ['--port', '0', ...words]);
  const [url] = await says(/http:\/\/127\.0\.0\.1:\d+(?=\D)/);
  const stop = async (signal: 'SIGTERM' | 'SIGINT') => {
    child.kill(signal);
    return ended;
  };
  return { url, stop };
}

describe('npm run mock -- --proxy', () => {
  test('ends with 0 and a summary where nothing was wrong', async () => {
    const server = await startServer();
    const proxy = await start('--proxy', server.url);
    await fetch(proxy.url + TOKENS);
    const { code, out, problems } = await proxy.stop('SIGINT');
    expect([code, problems]).toEqual([0, '']);
    expect(out).toMatch(/\n1 exchange, 0 violations\n$/);
  });

  test('ends with 1 after a violation, told in one line and in the report, without a credential', async () => {
    const server = await startServer();
    const upstream = await alter(server.url, ({ body }) => {
      const [first] = body.data ?? [];
      if (first) first.status = first.token;
    });
    const report = join(await temporaryFolder(), 'report.json');
    const proxy = await start('--proxy', upstream, '--report', report);
    const credential = server.credentials[SAMPLE.operations] ?? '';
    const headers = { Authorization: `Bearer ${credential}` };
    await fetch(`${proxy.url}${TOKENS}?in(token,('${credential}'))`, { headers });
    await fetch(`${proxy.url}${TOKENS}?limit=1`, { headers });
    const { code, out, problems } = await proxy.stop('SIGTERM');
    expect(code).toBe(1);
    expect(out).toMatch(/\n2 exchanges, 2 violations\n$/);
    const findings = ['data.0.status: must be equal to one of the allowed values (Active, Disabled, Deleted)'];
    const [shown, plain] = [`${TOKENS}?[query with a token]`, `${TOKENS}?limit=1`];
    expect(problems.trim().split('\n')).toEqual(
      [shown, plain].map((target) => `VIOLATION GET ${target} (listApiTokens) 200: ${findings[0]}`),
    );
    const written = await readFile(report, 'utf8');
    const common = { method: 'GET', status: 200, operation: 'listApiTokens', findings };
    expect(JSON.parse(written)).toEqual({
      upstream,
      exchanges: 2,
      notJudged: 0,
      unread: {},
      unanswered: 0,
      violations: [shown, plain].map((target) => ({ ...common, target })),
    });
    for (const text of [out, problems, written]) expect(text).not.toContain('idt:');
  });

  test('ends with 1 where the server did not answer', async () => {
    const proxy = await start('--proxy', 'http://127.0.0.1:1');
    await fetch(proxy.url + TOKENS);
    const { code, out, problems } = await proxy.stop('SIGTERM');
    expect([code, problems]).toEqual([1, 'UNANSWERED http://127.0.0.1:1: ECONNREFUSED\n']);
    expect(out).toMatch(/0 exchanges, 0 violations, 1 request unanswered\n$/);
  });

  test.each([
    [['--proxy', '127.0.0.1:8080'], '--proxy must be an origin, such as'],
    [['--proxy', 'http://127.0.0.1:8080/public/v1'], '--proxy must be an origin without a path'],
    [['--proxy', 'http://127.0.0.1:8080?x'], '--proxy must be an origin without a path'],
    [['--port', '70000'], '--port must be a port'],
    [['--report', 'x.json'], '--report and --report-only go with --proxy'],
    [['--prox', 'x'], "Unknown option '--prox'\n(Did you mean --proxy?)"],
  ])('%j is told', (words, told) => {
    const read = () => {
      const { proxy, ...values } = readWords<ProxyValues & { proxy?: string }>(mock, words).values;
      return readOptions(values, proxy);
    };
    expect(read).toThrow(told);
    expect(read).toThrow(UsageError);
  });

  test('a wrong command line is told with the usage, without the password in it', async () => {
    const { code, problems } = await runToEnd('mock', ['--proxy', 'http://user:s3cret@127.0.0.1']);
    expect(code).toBe(2);
    expect(problems).toMatch(
      /^--proxy must be an origin without a user name and a password\.\n\nUsage: marketplace-api-tokens mock /,
    );
    expect(problems).not.toContain('s3cret');
  });

  test('a report that could not be written is told at once', async () => {
    const { code, problems } = await runToEnd('mock', ['--proxy', 'http://127.0.0.1:1', '--report', '/nowhere/x.json']);
    expect([code, problems]).toEqual([1, 'Cannot write into the folder of /nowhere/x.json (--report): ENOENT.\n']);
  });
});
