import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { convert } from 'xmlbuilder2';
import { SAMPLE, startServer, type TestServer, temporaryFolder } from '../../server/testing/server.ts';
import { alter, type PassingAnswer } from '../contract-tests/testing/altering.ts';
import type { Report } from '../contract-tests/verify/results.ts';
import { TOKENS } from '../contract-tests/verify/roles.ts';
import { type VerifyOptions, verify } from '../contract-tests/verify/verify.ts';
import { runToEnd, startCommand } from './testing.ts';

const CREDENTIAL = /idt:TKN-\d/;

let server: TestServer;
let credential: string;
beforeAll(async () => {
  server = await startServer({ logLevel: 'silent' }, afterAll);
  credential = server.credentials[SAMPLE.operations] ?? '';
});

const command = (args: string[], environment?: object) => runToEnd('verify', args, environment);

async function run(url: string, options: Partial<VerifyOptions> = {}): Promise<Report> {
  return verify({ url, credential, seed: 1, probes: 50, ...options });
}

/** How many tokens there are that are not deleted. */
async function alive(): Promise<number> {
  const { body } = await server.call('GET', `${TOKENS}?limit=0&in(status,(Active,Disabled))`, {
    as: 'operations',
  });
  return body.$meta.pagination.total;
}

describe('npm run verify', () => {
  const SECRET = 'idt:TKN-1671-0642:verysecret';
  const URL_GIVEN = ['--url', 'http://127.0.0.1:1'];

  test('tells a wrong command line, and repeats no secret', async () => {
    const { out, problems, code } = await command([...URL_GIVEN, SECRET]);
    expect(code, problems).toBe(2);
    expect(problems).toMatch(/^An argument belongs to no option/);
    expect(problems).toContain('Usage: marketplace-api-tokens verify');
    expect(out + problems).not.toContain('verysecret');
  });

  test('tells that no check has a name', async () => {
    const { problems, code } = await command(['--url', server.url, '--only', 'no such check'], {
      API_TOKEN: credential,
    });
    expect(code).toBe(2);
    expect(problems).toContain('--only must be a part of the name of a check');
  });

  test('explains itself', async () => {
    const { out, code } = await command(['--help']);
    expect(code).toBe(0);
    expect(out).toContain('Exit code: 0');
  });

  test('cannot check what does not answer, nor with a credential that is refused', async () => {
    const nobody = await command([...URL_GIVEN], { API_TOKEN: credential });
    expect([nobody.code, nobody.problems]).toEqual([
      3,
      expect.stringContaining('cannot be asked: connect ECONNREFUSED'),
    ]);
    const refused = await command(['--url', server.url], { API_TOKEN: `${credential}x` });
    expect([refused.code, refused.problems]).toEqual([3, 'The credential is not accepted: the answer is 401.\n']);
  });

  test('keeps quiet on what keeps the contract, and writes what it found for people and for machines', async () => {
    const folder = await temporaryFolder();
    const inputs = join(folder, 'credentials.json');
    await writeFile(inputs, JSON.stringify(server.credentials));
    const before = await alive();
    const { out, problems, code } = await command([
      ...['--url', server.url, '--inputs', inputs, '--probes', '200', '--seed', '7', '--coverage'],
      ...['--junit', join(folder, 'junit.xml'), '--json', join(folder, 'report.json')],
    ]);
    expect(code, out + problems).toBe(0);
    expect(out).toContain(' 0 broken, 0 not checked;');
    expect(out).toContain('seed 7');
    expect(out).toContain('operations × statuses');
    expect(await alive()).toBe(before);
    const report: Report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
    expect(report).toMatchObject({ seed: 7, url: server.url, leftBehind: [] });
    expect(report.results[0]?.name).toMatch(/^workflows: /);
    expect(new Set(report.results.map(({ name }) => name)).size).toBe(report.results.length);
    const xml = await readFile(join(folder, 'junit.xml'), 'utf8');
    expect(out + problems + JSON.stringify(report) + xml).not.toMatch(CREDENTIAL);
    const { testsuites } = convert({ encoding: 'utf8' }, xml, { format: 'object' }) as never as Record<string, never>;
    const { '@tests': tests, '@failures': failures } = testsuites as unknown as Record<string, string>;
    expect([tests, failures]).toEqual([String(report.results.length), '0']);
    expect(xml.match(/<testcase /g)).toHaveLength(report.results.length);
  });

  test('tells what is broken without a credential, with a token from a file', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'token'), `${credential}\n`);
    // The credential where no value should be: in an error, and as the name of a property.
    const url = await alter(server.url, ({ body, status }) => {
      if (status === 404) body.detail = { [credential]: credential };
    });
    const files = ['--junit', join(folder, 'junit.xml'), '--json', join(folder, 'report.json')];
    const { out, problems, code } = await command([
      ...['--url', url, '--token-file', join(folder, 'token'), '--only', 'getApiToken', '--probes', '20', ...files],
    ]);
    expect(code, problems).toBe(1);
    expect(out).toContain('✗ getApiToken 404: an id of nothing');
    expect(out).toContain('Bearer $API_TOKEN');
    const xml = await readFile(join(folder, 'junit.xml'), 'utf8');
    const json = await readFile(join(folder, 'report.json'), 'utf8');
    expect(out + problems + xml + json).not.toMatch(CREDENTIAL);
    expect(xml).toContain('<failure message="answered 404: detail: must be string">');
  });

  test('says which coding it cannot undo, and that nothing was checked', async () => {
    const url = await alter(server.url, ({ headers }) => headers.set('content-encoding', 'snap\u009bpy'));
    const { problems, code } = await command(['--url', url, '--no-workflows'], { API_TOKEN: credential });
    expect([code, problems]).toEqual([
      3,
      `the body of the answer to GET ${TOKENS} cannot be read: the content coding snap\\u009bpy is not known\n`,
    ]);
  });

  test('shows control characters of the deployment, and writes none', async () => {
    const url = await alter(server.url, ({ body, status }) => {
      if (status === 404) body['\u001b]0;x\u0007\n\u009b'] = 1;
    });
    const { out, problems } = await command(['--url', url, '--only', 'getApiToken 404', '--probes', '20'], {
      API_TOKEN: credential,
    });
    expect(out).toContain('does not declare \\u001b]0;x\\u0007\\u000a\\u009b\n');
    expect(out + problems).not.toMatch(/[^\P{Cc}\n]/u);
  });

  test('deletes what it created when it is interrupted, and says that it was', async () => {
    const before = await alive();
    const { child, says, ended } = startCommand(
      'verify',
      ['--url', server.url, '--no-workflows', '--probes', '100000'],
      {
        API_TOKEN: credential,
      },
    );
    await says(/✓/);
    child.kill('SIGINT');
    const { out, problems, code } = await ended;
    expect([code, problems], out).toEqual([3, 'Interrupted: not everything was checked.\n']);
    expect(await alive()).toBe(before);
  });
});

/** Starts a proxy that hands on what `answer` does not answer itself, and records what is asked. */
async function between(take: (asked: string[]) => 'pass' | 'hang up' | 'limit' = () => 'pass') {
  const asked: string[] = [];
  const proxy = createServer(async (request, response) => {
    const body = await text(request);
    asked.push(`${request.method} ${request.url} ${body}`);
    const taken = take(asked);
    if (taken === 'hang up') return void request.socket.destroy();
    if (taken === 'limit') {
      const type = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' };
      return void response.writeHead(429, { ...type, 'retry-after': '0' }).end(limited(String(request.url)));
    }
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
    const answer = await fetch(server.url + request.url, {
      method: request.method ?? 'GET',
      headers: headers as Record<string, string>,
      redirect: 'manual',
      ...(body !== '' && { body }),
    });
    const told = await answer.text();
    const kept = [...answer.headers].filter(([name]) => !/^(content-length|transfer-encoding|connection)$/.test(name));
    response.writeHead(answer.status, Object.fromEntries(kept)).end(told);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    proxy.close();
    proxy.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked };
}

function limited(url: string): string {
  const type = 'https://tools.ietf.org/html/rfc6585#section-4';
  const traceId = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';
  const { pathname: instance } = new URL(url, 'http://x');
  return JSON.stringify({ type, title: 'Too Many Requests', status: 429, instance, traceId });
}

describe('a verification', () => {
  test('with the same seed asks the same', async () => {
    const plain = (asked: string[]) =>
      asked.map((line) =>
        line.replaceAll(
          /idt(:|%3A)TKN[-\d]+(:|%3A)\w+|TKN-[-\d]+|\d{4}-\d\d-\d\dT[\d.:]+Z|\d{4}-\d\d-\d\dT[\d.%A]+Z/g,
          '…',
        ),
      );
    const runs = [await between(), await between(), await between()];
    for (const [index, { url }] of runs.entries()) {
      await run(url, { seed: index === 2 ? 6 : 5, only: 'createApiToken 201', probes: 10 });
    }
    const [one, same, other] = runs.map(({ asked }) => plain(asked));
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  test('that may only read sends nothing else, and changes nothing', async () => {
    const methods = new Set<string>();
    const url = await alter(server.url, { request: ({ method }) => void methods.add(method) });
    const state = async () => (await server.call('GET', `${TOKENS}?select=-lastAccessAt`, { as: 'operations' })).body;
    const before = await state();
    const { results } = await run(url, { readOnly: true, workflows: true });
    expect(results.filter(({ finding }) => finding)).toEqual([]);
    expect(results.filter(({ probes }) => probes > 0).length).toBeGreaterThan(50);
    expect([...methods].sort()).toEqual(['GET', 'HEAD', 'OPTIONS']);
    expect(await state()).toEqual(before);
  });

  test('makes a failure small', async () => {
    const breaks = ({ body, status }: PassingAnswer) => {
      if (status === 201 && /[é😀]/u.test(body.name)) body.name = 'x';
    };
    const { results } = await run(await alter(server.url, breaks), { only: '201: what it is told', probes: 200 });
    const [{ finding } = { finding: undefined }] = results;
    const [, sent = '{}'] = /--data-raw '(.*)'$/.exec(finding?.curl ?? '') ?? [];
    expect(finding?.message).toContain('name');
    const { name, ...rest } = JSON.parse(sent);
    expect(rest).toEqual({});
    // fast-check takes letters away from the beginning only.
    expect(name).toMatch(/^[é😀].?$/u);
  });

  test('deletes what was created by an answer that breaks the contract', async () => {
    const before = await alive();
    const undeclared = await alter(server.url, ({ body, method, status }) => {
      if (method === 'POST' && status === 201) body.colour = 'red';
    });
    const { results, leftBehind } = await run(undeclared);
    expect(results.map(({ name, finding }) => [name, finding?.message])).toEqual([
      ['looking around', 'answered 201: the body: the contract does not declare colour'],
    ]);
    expect(leftBehind).toEqual([]);
    expect(await alive()).toBe(before);
  });

  test('waits where the rate is limited', async () => {
    const before = await alive();
    const { url, asked } = await between((all) => (all.length % 3 === 2 ? 'limit' : 'pass'));
    const { results } = await run(url, { only: 'createApiToken 400' });
    expect(results.filter(({ finding }) => finding)).toEqual([]);
    expect(asked.length).toBeGreaterThan(50);
    expect(await alive()).toBe(before);
  });

  test('tells of a request that is not answered', async () => {
    const { url } = await between((all) => (all.at(-1)?.startsWith('PROPFIND') ? 'hang up' : 'pass'));
    const { results } = await run(url, { only: '405', probes: 200 });
    expect(results.map(({ finding }) => finding?.message)).toContain('did not answer: socket hang up');
  });

  test('ends where nothing answers any more', async () => {
    const { url } = await between((all) => (all.some((line) => line.startsWith('PATCH')) ? 'hang up' : 'pass'));
    const { results, leftBehind } = await run(url, { only: '40', probes: 400 });
    expect(results.at(-1)).toMatchObject({ name: 'the rest', skipped: 'nothing answers any more' });
    expect(leftBehind.length).toBeGreaterThan(0);
    for (const id of leftBehind) await server.call('DELETE', `${TOKENS}/${id}`, { as: 'operations' });
  });

  test('finds nothing where a limit is on', async () => {
    const limitedServer = await startServer({ rateLimit: 200, logLevel: 'silent' });
    const own = limitedServer.credentials[SAMPLE.operations] ?? '';
    const { results } = await run(limitedServer.url, { credential: own, only: '429' });
    expect(results).toMatchObject([{ name: '429: a credential whose minute is used up', probes: 1 }]);
    expect(results[0]?.finding).toBeUndefined();
  });
});
