import { afterAll, describe, expect, it } from 'vitest';
import { getRaw, listedIds, TOKENS } from '../testing/query.ts';
import { ACCOUNTS, SAMPLE, startServer } from '../testing/server.ts';

const server = await startServer({}, afterAll);
const { body: created } = await server.call('POST', TOKENS, {
  as: 'client',
  body: { name: 'Selected', icon: 'a.png', modules: [{ id: 'MOD-4411' }] },
});
const { $meta: _, ...WHOLE } = created;
const { audit: AUDIT, ...DEFAULT } = WHOLE;

/** [select, what is sent, what is told to be left out] */
const CASES: [string, Record<string, unknown>, string[]][] = [
  ['', DEFAULT, ['audit']],
  ['select=', DEFAULT, ['audit']],
  ['select=audit', WHOLE, []],
  ['select=+audit', WHOLE, []],
  ['select=AUDIT', WHOLE, []],
  ['select=*', WHOLE, []],
  ['select=-*,*', WHOLE, []],
  ['select=name', DEFAULT, ['audit']],
  ['select=-name', without('name'), ['name', 'audit']],
  ['select=-name,+name', DEFAULT, ['audit']],
  ['select=+name,-name', DEFAULT, ['audit']],
  ['select=-*,+id,+name', { id: WHOLE.id, name: WHOLE.name }, without('id', 'name', 'omitted')],
  ['select=+audit,-modules', { ...WHOLE, modules: undefined }, ['modules']],
  ['select=+audit.created.at', { ...DEFAULT, audit: { created: { at: AUDIT.created.at } } }, []],
  ['select=-*,+audit.created.by', { audit: { created: { by: AUDIT.created.by } } }, without('audit', 'omitted')],
  ['select=+audit,-audit.updated', { ...DEFAULT, audit: { created: AUDIT.created } }, []],
  ['select=-account.icon', { ...DEFAULT, account: { ...DEFAULT.account, icon: undefined } }, ['audit']],
  ['select=-account,+account.id', { ...DEFAULT, account: { id: ACCOUNTS.client } }, ['audit']],
  ['select=-description,-extensions,-lastAccessAt', DEFAULT, ['audit']],
  ['select=+colour,-taste,modules.colour,-modules[].name,modules[].id,,', DEFAULT, ['audit']],
  ['select=-token', without('token'), ['token', 'audit']],
].map(([query, sent, omitted]) => [
  String(query),
  defined(Object(sent)),
  Array.isArray(omitted) ? omitted : names(omitted),
]);

/** The default set but for some; with `omitted`, the names of the whole but for some. */
function without(...gone: string[]): Record<string, unknown> {
  const source = gone.includes('omitted') ? WHOLE : DEFAULT;
  return Object.fromEntries(Object.entries(source).filter(([name]) => !gone.includes(name)));
}

function names(fields: unknown): string[] {
  return Object.keys(Object(fields));
}

function defined(fields: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(fields));
}

describe('select', () => {
  it.each(CASES)(
    '%s of one token [select.additive] [select.part] [select.unknown] [select.omitted]',
    async (query, sent, omitted) => {
      const { body } = await getRaw(server, `${TOKENS}/${WHOLE.id}?${query}`, 'client');
      const { $meta, ...fields } = body;
      expect(fields).toEqual(sent);
      expect(Object.keys($meta)).toEqual(['omitted']);
      expect($meta.omitted.toSorted()).toEqual(omitted.toSorted());
    },
  );

  it.each(CASES)(
    '%s of a list [select.additive] [select.part] [select.omitted] [list.form]',
    async (query, sent, omitted) => {
      const { body } = await getRaw(server, `${TOKENS}?id=${WHOLE.id}&${query}`, 'client');
      expect(body.data).toEqual([sent]);
      expect(body.$meta.omitted.toSorted()).toEqual(omitted.toSorted());
    },
  );

  it('tells of a list what any of its items lacks, and nothing without value [select.omitted]', async () => {
    const omitted = async (query: string) => (await getRaw(server, `${TOKENS}?${query}`)).body.$meta.omitted;
    expect(await omitted('select=-description')).toEqual(['description', 'audit']);
    expect(await omitted(`select=-description&id=${WHOLE.id}`)).toEqual(['audit']);
    expect(await omitted('select=-extensions')).toEqual(['audit']);
    expect(await omitted(`select=+audit,-audit.disabled&id=${WHOLE.id}`)).toEqual([]);
    expect(await omitted(`select=+audit,-audit.disabled&id=${SAMPLE.disabled}`)).toEqual([]);
  });

  it('does not matter to filters and orders [select.unselected]', async () => {
    const query =
      'status=Active&any(modules,id=MOD-1756)&gt(audit.created.at,2020-01-01)&order=-audit.updated.at,-name';
    const whole = await listedIds(server, query);
    expect(whole.length).toBeGreaterThan(2);
    expect(await listedIds(server, `${query}&select=-*,+id`)).toEqual(whole);
    const { body } = await getRaw(server, `${TOKENS}?${query}&select=-*,+id`);
    expect(body.data).toEqual(whole.map((id) => ({ id })));
  });

  it('that names what is shown anyway answers as none does, of every token [select.additive]', async () => {
    const shown = async (path: string) => (await server.call('GET', path, { as: 'operations' })).body;
    // Its use is written a moment after it.
    await shown(TOKENS);
    await expect
      .poll(async () => (await server.store.tokens.find(SAMPLE.operations))?.lastAccessAt)
      .toBeTypeOf('number');
    const list = await shown(TOKENS);
    expect(list.data.length).toBeGreaterThan(5);
    expect(await shown(`${TOKENS}?select=name`)).toEqual(list);
    for (const { id } of list.data) {
      const token = await shown(`${TOKENS}/${id}`);
      expect(await shown(`${TOKENS}/${id}?select=name`)).toEqual(token);
    }
  });

  it('may leave nothing of an item [select.additive]', async () => {
    const { body } = await getRaw(server, `${TOKENS}?limit=2&select=-*`);
    expect(body.data).toEqual([{}, {}]);
    expect((await getRaw(server, `${TOKENS}/${WHOLE.id}?select=-*`)).body).toEqual({
      $meta: { omitted: names(WHOLE) },
    });
  });

  it('with a quote left open is 400, of a list and of one token [query.malformed] [select.unknown]', async () => {
    for (const path of [TOKENS, `${TOKENS}/${WHOLE.id}`]) {
      expect((await getRaw(server, `${path}?select="id`)).status).toBe(400);
      expect((await getRaw(server, `${path}?select=id&select=name`)).status).toBe(400);
    }
  });
});
