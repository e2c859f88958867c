import { afterAll, describe, expect, it } from 'vitest';
import { ascii, getRaw, queryErrors, TOKENS } from '../testing/query.ts';
import { startServer } from '../testing/server.ts';

const server = await startServer({}, afterAll);

describe('a query with what a URL parser would encode', () => {
  it.each<[string, number, string]>([
    ['eq(name,"abc)', 14, 'a closing double quote'],
    ["name='a&limit=1", 16, 'a closing single quote'],
    ["eq(name,'it''s')", 13, "')'"],
    ['eq(name,"Å")&colour=x', 14, 'the name of a field'],
  ])('%s is 400, at its column in the raw query [rql.errors]', async (query, column, expected) => {
    // The column counts what was sent: each byte of an encoded letter has three.
    const sent = column + (query.indexOf('Å') >= 0 ? 5 : 0);
    const errors = await queryErrors(server, ascii(query));
    expect(errors).toEqual({ filter: [expect.stringContaining(`column ${sent}: expected `)] });
    expect(JSON.stringify(Object(errors).filter)).toContain(JSON.stringify(expected).slice(1, -1));
  });

  it('needs letters beyond ASCII encoded: the HTTP parser refuses raw ones [query.malformed]', async () => {
    for (const text of ['name=Ä', 'eq(name,"ß")']) {
      const raw = Buffer.from(text).toString('latin1');
      expect((await getRaw(server, `${TOKENS}?${raw}`)).status).toBe(400);
      expect((await getRaw(server, `${TOKENS}?${ascii(text)}`)).status).toBe(200);
    }
  });
});
