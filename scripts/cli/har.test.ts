import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SAMPLE, startServer, type TestServer, temporaryFolder } from '../../server/testing/server.ts';
import type { HarEntry } from '../contract-tests/har/har.ts';
import { harOf, type Recorded, record, setBody, TOKENS } from '../contract-tests/har/testing.ts';
import { inOneProcess, runToEnd } from './testing.ts';

let server: TestServer;
let named: Record<string, Recorded>;
beforeAll(async () => {
  server = await startServer({}, afterAll);
  ({ named } = await record(server));
});

/** A recorded exchange, changed. */
function entry(name: string, change: (entry: Recorded) => void = () => {}): Recorded {
  const copy = structuredClone(named[name]);
  if (!copy) throw new Error(`Nothing is recorded as ${name}.`);
  change(copy);
  return copy;
}

const run = inOneProcess('har');

async function fileOf(content: object | string): Promise<string> {
  const file = join(await temporaryFolder(), 'traffic.har');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const check = async (content: object | string, ...words: string[]) => run([await fileOf(content), ...words]);
/** The same, in a process of its own. */
const checkAlone = async (content: object) => runToEnd('har', [await fileOf(content)]);

describe('npm run har', () => {
  test('finds nothing in what the reference server answers', async () => {
    const { out, problems, code } = await checkAlone(harOf(Object.values(named)));
    expect([code, problems, out]).toEqual([0, '', '17 exchanges (1 outside the contract, not judged), 0 violations\n']);
  });

  test('tells each violation in a line, and no credential', async () => {
    const broken = ['create', 'get', 'list', 'by token'].map((name) =>
      entry(name, (one) => setBody(one, (body) => Object.assign(body.data?.[0] ?? body, { status: body.token ?? 1 }))),
    );
    const { out, code } = await checkAlone(harOf([...broken, entry('update')]));
    expect(code).toBe(1);
    const lines = out.trim().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toBe(
      `VIOLATION POST ${TOKENS} (createApiToken) 201: status: must be equal to one of the allowed values (Active, Disabled, Deleted)`,
    );
    expect(lines[3]).toContain(`${TOKENS}?[query with a token] `);
    expect(lines[4]).toBe('5 exchanges, 4 violations');
    expect(out).not.toContain('idt:');
    expect(out).not.toContain(server.credentials[SAMPLE.operations]?.slice(-12));
  });

  test('reads what browsers write, and says what it could not judge', async () => {
    const chromium = entry('get', ({ request, response }) => {
      request.headers.unshift({ name: ':authority', value: 'x' }, { name: ':path', value: '/' });
      response.headers.push({ name: 'x-twice', value: 'one\ntwo' });
      const { text: plain } = response.content;
      Object.assign(response.content, { text: Buffer.from(plain).toString('base64'), encoding: 'base64' });
    });
    const without = entry('list', ({ response }) => Object.assign(response, { content: { size: 12 } }));
    const odd: Partial<HarEntry>[] = [
      entry('get', ({ response }) => Object.assign(response, { status: 0, headers: [], content: {} })),
      entry('get', ({ response }) => Object.assign(response, { status: 304 })),
      { ...entry('get'), _fromCache: 'disk' },
      { ...entry('get'), _resourceType: 'websocket' },
      entry('get', ({ request }) => Object.assign(request, { url: 'wss://example.org/' })),
      entry('options', ({ request }) => request.headers.push({ name: 'access-control-request-method', value: 'PUT' })),
    ];
    const { out, code } = await check(`\ufeff${JSON.stringify(harOf([chromium, without, ...(odd as Recorded[])]))}`);
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toEqual([
      '3 exchanges (1 outside the contract, not judged), 0 violations',
      'Skipped: 1 entry aborted.',
      'Skipped: 2 entries from a cache.',
      'Skipped: 2 entries not HTTP.',
      'Recorded without the body of the answer, which was not judged: 1.',
    ]);
  });

  test('a base64 body and the headers of an answer without a body are judged', async () => {
    const coded = entry('get', ({ response }) => {
      const broken = Buffer.from('{"revision":"1"}').toString('base64');
      Object.assign(response.content, { text: broken, encoding: 'base64' });
    });
    const bare = entry('list', ({ response }) => {
      Object.assign(response, { content: { size: 12 }, headers: [{ name: 'content-type', value: 'text/html' }] });
    });
    const { out } = await check(harOf([coded, bare]));
    expect(out).toMatch(/^VIOLATION GET .*revision: must be integer\nVIOLATION GET .*text\/html/);
    expect(out).toMatch(/cache-control/i);
  });

  test('a file without any credential was sanitised: none is missed', async () => {
    const sanitised = entry('get', ({ request }) => Object.assign(request, { headers: [] }));
    const { out, code } = await check(harOf([sanitised]));
    expect([code, out.split('\n')[1]]).toEqual([0, 'No request shows a credential, so a missing one was not judged.']);
  });

  test('--url judges one origin', async () => {
    const other = entry('get', ({ request, response }) => {
      request.url = `https://example.org${TOKENS}`;
      response.status = 418;
    });
    const har = harOf([entry('get'), other]);
    expect((await check(har)).code).toBe(1);
    const { out, code } = await check(har, '--url', server.url);
    expect([code, out]).toEqual([0, '1 exchange, 0 violations\nSkipped: 1 entry of another origin.\n']);
  });

  test('nothing to judge is 1', async () => {
    const { problems, code } = await check(harOf([entry('outside')]));
    expect([code, problems]).toEqual([
      1,
      'Nothing in the file could be judged. See marketplace-api-tokens har --help.\n',
    ]);
  });

  test('says what failed and what its recorder left out, which is no violation', async () => {
    const failed = { status: -1, headers: [], content: { size: -1 }, _failureText: 'net::ERR_ABORTED' };
    const bare = entry('get', ({ response }) => Object.assign(response, { headers: [] }));
    const { out: output, code } = await check(harOf([entry('list'), { ...entry('get'), response: failed }, bare]));
    expect([code, output.trim().split('\n')]).toEqual([
      0,
      [
        '2 exchanges, 0 violations',
        'Skipped: 1 entry aborted.',
        'Recorded without the headers of the answer, which were not judged: 1.',
      ],
    ]);
  });

  test('control characters of a recording are shown, not written', async () => {
    const name = '\u001b[2J\nVIOLATION';
    const { out: output, code } = await check(
      harOf([entry('get', (one) => setBody(one, (body) => Object.assign(body, { [name]: 1 })))]),
    );
    expect([code, output.trim().split('\n').length]).toEqual([1, 2]);
    expect(output).toContain('does not declare \\u001b[2J\\u000aVIOLATION\n');
  });

  test('a file with an odd entry is refused with the place, and the usage', async () => {
    const odd = entry('get', ({ response }) => Object.assign(response.content, { text: { token: 'idt:secret' } }));
    const { out: output, problems: errors, code } = await checkAlone(harOf([entry('list'), odd]));
    expect([code, output]).toEqual([2, '']);
    const told = '`log.entries[1].response.content.text` must be a text or absent, and is an object.';
    expect(errors.split('\n')[0]).toMatch(/traffic\.har is no HAR file: /);
    expect(errors).toContain(told);
    expect(errors).not.toMatch(/idt:|TypeError/);
  });

  test('a file that is too large is refused before it is read', async () => {
    const file = join(await temporaryFolder(), 'huge.har');
    await writeFile(file, '');
    await truncate(file, 2 ** 32);
    const { problems: errors, code } = await run([file]);
    expect(code).toBe(2);
    expect(errors).toContain('its 4294967296 bytes are more than the');
  });

  test.each([
    [['README.md'], 'README.md is no HAR file: it is no JSON.'],
    [[], "Missing required argument 'file'"],
    [['nowhere.har'], 'Cannot read nowhere.har: ENOENT.'],
    [['scripts'], 'Cannot read scripts: EISDIR.'],
    [['x.har', '--url', 'http://x/y'], '--url must be an origin without a path'],
    [['--ur', 'x'], "Unknown option '--ur'"],
  ])('%j is told, with the usage', async (words, told) => {
    const { problems, code } = await run(words);
    expect(code).toBe(2);
    expect(problems.startsWith(told), problems).toBe(true);
    expect(problems).toContain('Usage: marketplace-api-tokens har');
  });
});
