import { beforeEach, describe, expect, it } from 'vitest';
import { TOKENS } from '../testing/query.ts';
import { type Answer, type Call, SAMPLE, startServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
/** A token that nobody uses. */
let path: string;
let created: Answer;
beforeEach(async () => {
  server = await startServer();
  created = await server.call('POST', TOKENS, { as: 'client', body: { name: 'ERP', modules: [{ id: 'MOD-1756' }] } });
  path = `${TOKENS}/${created.body.id}`;
});

const tagOf = ({ headers }: Answer) => headers.get('etag') ?? '';
const read = (query = '', call: Call = {}) => server.call('GET', path + query, { as: 'client', ...call });
const unless = (tags: string, query = '') => read(query, { headers: { 'If-None-Match': tags } });
const ifMatch = (tags: string): Call => ({ as: 'client', headers: { 'If-Match': tags } });

/** Everything that changes a token and takes an `If-Match`; in this order each is possible. */
const CHANGES: [name: string, change: (call: Call) => Promise<Answer>][] = [
  ['update', (call) => server.call('PUT', path, { ...call, body: { name: 'New' } })],
  ['disable', (call) => server.call('POST', `${path}/disable`, call)],
  ['enable', (call) => server.call('POST', `${path}/enable`, call)],
  ['delete', (call) => server.call('DELETE', path, call)],
];

describe('the ETag of a token [precondition.tag]', () => {
  it('is strong, and the same as long as nothing changes', async () => {
    const [first, second] = [await read(), await read()];
    expect(tagOf(first)).toMatch(/^"[\x21\x23-\x7e]+"$/);
    expect(tagOf(second)).toBe(tagOf(first));
    expect((await server.call('HEAD', path, { as: 'client' })).headers.get('etag')).toBe(tagOf(first));
  });

  it('is another one after each change, and that of the change is what is read next', async () => {
    const tags = [tagOf(await read())];
    for (const [, change] of CHANGES.slice(0, 3)) {
      tags.push(tagOf(await change({ as: 'client' })));
      expect(tagOf(await read())).toBe(tags.at(-1));
    }
    expect(new Set(tags).size).toBe(4);
    expect(tagOf(await server.call('PUT', path, { as: 'client', body: { name: 'New' } }))).toBe(tags.at(-1));
  });

  it('is another one for each select, also where it leaves little, and that of the creation is that with the audit', async () => {
    const queries = ['', '?select=%2Baudit', '?select=-*', '?select=-*,id', '?select=-token', '?select=account'];
    const tags = await Promise.all(queries.map(async (query) => tagOf(await read(query))));
    expect(new Set(tags).size).toBe(queries.length);
    expect(tagOf(created)).toBe(tags[1]);
    await server.call('PUT', path, { as: 'client', body: { name: 'New' } });
    for (const [index, query] of queries.entries()) expect(tagOf(await read(query)), query).not.toBe(tags[index]);
  });

  it('is another one when the token was used, because lastAccessAt is in it', async () => {
    const [before, beforeWithout] = [await read(), await read('?select=-*,id,name')];
    await read('', { as: { credential: created.body.token } });
    await expect.poll(async () => (await read()).body.lastAccessAt).toBeDefined();
    const [after, afterWithout] = [await read(), await read('?select=-*,id,name')];
    expect(tagOf(after)).not.toBe(tagOf(before));
    expect(after.body.revision).toBe(before.body.revision);
    expect(Object.keys(afterWithout.body)).toEqual(Object.keys(beforeWithout.body));
  });

  it('tells nothing of the credential', async () => {
    // Only their names are the same: what differs is the id, the time and the credential.
    const { body } = await read('?select=-*,token,name');
    expect(Object.keys(body).sort()).toEqual(['$meta', 'name', 'token']);
    const other = await server.call('POST', TOKENS, { as: 'client', body: { name: 'ERP' } });
    const same = await server.call('GET', `${TOKENS}/${other.body.id}?select=-*,token,name`, { as: 'client' });
    expect(tagOf(same)).toBe(tagOf(await read('?select=-*,token,name')));
  });

  it('is given by nothing else', async () => {
    for (const other of [TOKENS, '/public/v1/accounts/accounts', '/public/v1/openapi.json', `${TOKENS}/x`]) {
      expect((await server.call('GET', other, { as: 'client' })).headers.has('etag'), other).toBe(false);
    }
    expect((await server.call('DELETE', path, { as: 'client' })).headers.has('etag')).toBe(false);
  });
});

describe('If-None-Match', () => {
  it('of what is there is 304, without a body and with the tag [precondition.unchanged]', async () => {
    const tag = tagOf(await read());
    for (const tags of [tag, `W/${tag}`, `"x", ${tag}`, ` ,"a,b" ,${tag},`, '*']) {
      const answer = await unless(tags);
      expect([answer.status, answer.text, tagOf(answer)], tags).toEqual([304, '', tag]);
      expect(answer.headers.has('content-type')).toBe(false);
    }
    const head = await server.call('HEAD', path, { as: 'client', headers: { 'If-None-Match': tag } });
    expect([head.status, tagOf(head)]).toEqual([304, tag]);
  });

  it('of anything else is 200: another revision, another select [precondition.unchanged]', async () => {
    const tag = tagOf(await read());
    for (const tags of ['"x"', `${tag.slice(0, -1)}!"`, tag.replace('-', '+'), 'W/""']) {
      expect((await unless(tags)).status, tags).toBe(200);
    }
    expect((await unless(tag, '?select=%2Baudit')).status).toBe(200);
    await server.call('PUT', path, { as: 'client', body: { name: 'New' } });
    expect((await unless(tag)).status).toBe(200);
  });

  it('of a token that was used meanwhile is 200: whoever watches lastAccessAt sees it move [precondition.tag]', async () => {
    const tag = tagOf(await read());
    await read('', { as: { credential: created.body.token } });
    await expect.poll(async () => (await unless(tag)).status).toBe(200);
  });

  it('changes nothing about who may see what [precondition.unchanged]', async () => {
    const headers = { 'If-None-Match': '*' };
    const statuses = [
      await server.call('GET', path, { headers }),
      await server.call('GET', path, { as: 'powerless', headers }),
      await server.call('GET', path, { as: 'vendor', headers }),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([401, 403, 404]);
  });
});

describe.each(CHANGES)('If-Match on %s', (name, change) => {
  beforeEach(async () => {
    if (name === 'enable') await server.call('POST', `${path}/disable`, { as: 'client' });
  });

  it('of the present revision is as if it were not there [precondition.stale] [precondition.any]', async () => {
    const tag = tagOf(await read());
    expect((await change(ifMatch(` "x", ${tag}`))).status).toBe(name === 'delete' ? 204 : 200);
  });

  it('is * for whatever is there [precondition.any]', async () => {
    expect((await change(ifMatch('*'))).status).toBe(name === 'delete' ? 204 : 200);
  });

  it('of another one is 412, and changes nothing [precondition.stale]', async () => {
    const before = await read();
    await server.call('PUT', path, { as: 'client', body: { name: 'Meanwhile' } });
    const { status, body, headers } = await change(ifMatch(tagOf(before)));
    expect([status, body.code, body.title]).toEqual([412, 'precondition.failed', 'Precondition Failed']);
    expect(headers.has('etag')).toBe(false);
    expect((await read()).body).toMatchObject({ name: 'Meanwhile', revision: before.body.revision + 1 });
  });

  it('matches no weak tag, and none of ours that is cut [precondition.any]', async () => {
    const tag = tagOf(await read());
    for (const tags of [`W/${tag}`, '"x"', '""', '"1"', `"${tag.slice(2)}`]) {
      expect((await change(ifMatch(tags))).status, tags).toBe(412);
    }
  });

  it('counts whatever was selected, and after use [precondition.use]', async () => {
    const tag = tagOf(await read('?select=-*,id'));
    if (name !== 'enable') await read('', { as: { credential: created.body.token } });
    expect((await change(ifMatch(tag))).status).toBe(name === 'delete' ? 204 : 200);
  });

  it('that is no list of tags is 400 and names the header, before anything of the token [precondition.form]', async () => {
    for (const tags of ['1-x', '"x', 'x"', '""x', '"a" "b"', '*, "a"', '', ',', "'a'", 'w/"a"']) {
      const { status, body } = await change(ifMatch(tags));
      expect([status, body.code, Object.keys(body.errors)], tags).toEqual([
        400,
        'precondition.malformed',
        ['If-Match'],
      ]);
      expect((await change({ ...ifMatch(tags), as: 'powerless' })).status, tags).toBe(400);
    }
    expect((await read()).body.revision).toBe(name === 'enable' ? 2 : 1);
  });

  it('is 412 after 403 and 404, and before the state and the references [precondition.stale] [checks.order]', async () => {
    const stale = ifMatch('"x"');
    expect((await change({ ...stale, as: 'powerless' })).status).toBe(403);
    expect((await change({ ...stale, as: 'vendor' })).status).toBe(404);
    const missing = await server.call('DELETE', `${TOKENS}/TKN-9999-9999`, ifMatch('*'));
    expect(missing.status).toBe(404);
    const body = { modules: [{ id: 'MOD-0000' }] };
    expect((await server.call('PUT', path, { ...stale, body })).status).toBe(412);
    await server.call('DELETE', path, { as: 'client' });
    expect((await change({ ...stale, as: 'operations' })).status).toBe(412);
    expect((await change({ ...ifMatch('*'), as: 'operations' })).status).toBe(400);
  });
});

describe('a malformed If-None-Match', () => {
  it.each(['x', '"', '*,*', '""""'])('%s is 400 and names the header [precondition.form]', async (tags) => {
    const { status, body } = await unless(tags);
    expect([status, body.code, Object.keys(body.errors)]).toEqual([400, 'precondition.malformed', ['If-None-Match']]);
  });

  it('is read in a moment, however long it is [precondition.form]', async () => {
    for (const tags of ['"'.repeat(7001), ' ,'.repeat(3500), `"a${' '.repeat(7000)}x`, '"",'.repeat(2500)]) {
      expect([200, 400]).toContain((await unless(tags)).status);
    }
  });
});

it('a token that is seen deleted has a tag and can be watched [precondition.unchanged]', async () => {
  const deleted = `${TOKENS}/${SAMPLE.deleted}`;
  const tag = tagOf(await server.call('GET', deleted, { as: 'operations' }));
  const again = await server.call('GET', deleted, { as: 'operations', headers: { 'If-None-Match': tag } });
  expect(again.status).toBe(304);
});
