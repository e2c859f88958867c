import { afterAll, describe, expect, it } from 'vitest';
import { ascii, listedIds } from '../testing/query.ts';
import { addTokens } from '../testing/rows.ts';
import { startServer } from '../testing/server.ts';

const server = await startServer({}, afterAll);

/** Descriptions, in the order of their ids. */
const TEXTS = [
  null,
  '',
  'Straße',
  'STRASSE',
  'strasse',
  'İzmir',
  'i\u0307zmir',
  'izmir',
  'ΟΔΟΣ',
  'οδος',
  'οδοσ',
  'Ångström',
  'ÅNGSTRÖM',
  '\u212bngström',
  'ǆ',
  'ǅ',
  '100%',
  '1000',
  'a_b',
  'axb',
  'a*b',
  'a\\b',
  'a\\*b',
  "it's",
  'say "it"',
  'a,b(c)&d;e|f=g+h',
  '\ufffd',
  '😀',
  'ｚ',
  'ẞ',
] as const;

await addTokens(
  server,
  TEXTS.map((description, n) => ({ id: `TKN-9000-${String(n).padStart(4, '0')}`, description, name: `Name ${n}` })),
);

async function matching(query: string): Promise<(string | null)[]> {
  const ids = await listedIds(server, `like(id,TKN-9000-*)&${ascii(query)}&order=id`);
  return ids.map((id) => TEXTS[Number(id.slice(-4))] ?? null);
}

const ALL_BUT_NONE = TEXTS.filter((text) => text !== null);

describe('eq', () => {
  it.each<[string, (string | null)[]]>([
    ['eq(description,strasse)', ['strasse']],
    ['eq(description,STRASSE)', ['STRASSE']],
    ['eq(description,Strasse)', []],
    ["description='100%25'", ['100%']],
    ['description=a*b', ['a*b']],
    ['eq(description,a_b)', ['a_b']],
    ['eq(description,"it\'s")', ["it's"]],
    ['eq(description,\'say "it"\')', ['say "it"']],
    ["eq(description,'a,b(c)%26d;e|f=g%2Bh')", ['a,b(c)&d;e|f=g+h']],
    ["eq(description,'a,b(c)&d;e|f=g%2Bh')", ['a,b(c)&d;e|f=g+h']],
    ["eq(description,'a,b(c)&d;e|f=g+h')", []],
    ['eq(description,ΟΔΟΣ)', ['ΟΔΟΣ']],
    ['in(description,(strasse,1000,"",nothing))', ['', 'strasse', '1000']],
  ])('is exact and case-sensitive: %s [rql.eq] [query.cut]', async (query, expected) => {
    expect(await matching(query)).toEqual(expected);
  });
});

describe('like', () => {
  it.each<[string, string[]]>([
    ['like(description,*zm*)', ['İzmir', 'i\u0307zmir', 'izmir']],
    ['like(description,STR*)', ['STRASSE']],
    ['like(description,izm)', []],
    ['like(description,*mir*)', ['İzmir', 'i\u0307zmir', 'izmir']],
    ['like(description,i*z*r)', ['i\u0307zmir', 'izmir']],
    ['like(description,"100%25")', ['100%']],
    ['like(description,1*%25)', ['100%']],
    ['like(description,a_b)', ['a_b']],
    ['like(description,a\\*b)', ['a*b']],
    ['like(description,"a\\*b")', ['a*b']],
    ['like(description,a*b)', ['a_b', 'axb', 'a*b', 'a\\b', 'a\\*b']],
    ['like(description,a\\b)', ['a\\b']],
    ['like(description,a\\\\*b)', ['a\\*b']],
    ['like(description,"")', ['']],
    ['like(description,*)', ALL_BUT_NONE],
    ['like(description,**)', ALL_BUT_NONE],
    ['like(description,"*(c)*")', ['a,b(c)&d;e|f=g+h']],
    ['not(like(description,*))', []],
  ])('is anchored, and only * is not itself: %s [rql.like]', async (query, expected) => {
    if (query.startsWith('not(')) expect(await matching(query)).toEqual([null]);
    else expect(await matching(query)).toEqual(expected);
  });
});

describe('ilike', () => {
  it.each<[string, string[]]>([
    ['ilike(description,straße)', ['Straße', 'STRASSE', 'strasse']],
    ['ilike(description,StrasSE)', ['Straße', 'STRASSE', 'strasse']],
    ['ilike(description,*ß*)', ['Straße', 'STRASSE', 'strasse']],
    ['ilike(description,İZMİR)', []],
    ['ilike(description,İzmir)', ['İzmir', 'i\u0307zmir']],
    ['ilike(description,I\u0307ZMIR)', ['İzmir', 'i\u0307zmir']],
    ['ilike(description,IZMIR)', ['izmir']],
    ['ilike(description,οδοσ)', ['ΟΔΟΣ', 'οδος', 'οδοσ']],
    ['ilike(description,*ς)', ['ΟΔΟΣ', 'οδος', 'οδοσ']],
    ['ilike(description,ΟΔ*)', ['ΟΔΟΣ', 'οδος', 'οδοσ']],
    ['ilike(description,ångSTRÖM)', ['Ångström', 'ÅNGSTRÖM', '\u212bngström']],
    ['ilike(description,\u212b*)', ['Ångström', 'ÅNGSTRÖM', '\u212bngström']],
    ['ilike(description,Ǆ)', ['ǆ', 'ǅ']],
    ['ilike(description,ẞ*)', ['ẞ']],
    ['ilike(description,100%25)', ['100%']],
    ['ilike(description,A_B)', ['a_b']],
    ['ilike(description,A\\*B)', ['a*b']],
  ])('ignores case for all of Unicode: %s [rql.ilike] [rql.like]', async (query, expected) => {
    expect(await matching(query)).toEqual(expected);
  });
});

describe('no value and the empty string', () => {
  it.each<[string, (string | null)[]]>([
    ['eq(description,null())', [null]],
    ['description=null()', [null]],
    ['ne(description,null())', ALL_BUT_NONE],
    ['eq(description,empty())', ['']],
    ['description=empty()', ['']],
    ['eq(description,"")', ['']],
    ['in(description,empty())', ['']],
    ['in(description,(empty(),1000))', ['', '1000']],
    ['ne(description,empty())', ALL_BUT_NONE.slice(1)],
    ['ne(description,1000)', ALL_BUT_NONE.filter((text) => text !== '1000')],
    ['not(eq(description,1000))', TEXTS.filter((text) => text !== '1000')],
    ['out(description,1000)', TEXTS.filter((text) => text !== '1000')],
    ['out(description,(1000,empty()))', TEXTS.filter((text) => text !== '1000' && text !== '')],
    ['not(ne(description,1000))', [null, '1000']],
    ['not(not(eq(description,1000)))', ['1000']],
    ['not(gt(description,""))', [null, '']],
    ['ge(description,"")', ALL_BUT_NONE],
    ['eq(description,icon)', []],
    ['not(eq(description,icon))', [...TEXTS]],
  ])('are two things: %s [rql.null] [rql.no-value]', async (query, expected) => {
    expect(await matching(query)).toEqual(expected);
  });
});

describe('the order of text', () => {
  it.each<[string, string[]]>([
    ['gt(description,ｚ)', ['\ufffd', '😀']],
    ['ge(description,\ufffd)', ['\ufffd', '😀']],
    ['gt(description,\ufffd)', ['😀']],
    ['lt(description,"1")', ['']],
    ['and(ge(description,"100%25"),lt(description,1001))', ['100%', '1000']],
    ['and(gt(description,S),lt(description,a))', ['Straße', 'STRASSE']],
    ['le(description,"100%25")', ['', '100%']],
  ])('is by code point: %s [rql.text-order]', async (query, expected) => {
    expect(await matching(query)).toEqual(expected);
  });

  it('is that of the list too, and no value comes first [rql.text-order] [query.order]', async () => {
    const byCodePoint = ALL_BUT_NONE.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const ids = async (order: string) => {
      const listed = await listedIds(server, `like(id,TKN-9000-*)&order=${order}`);
      return listed.map((id) => TEXTS[Number(id.slice(-4))] ?? null);
    };
    expect(await ids('description')).toEqual([null, ...byCodePoint]);
    expect(await ids('-description')).toEqual([...byCodePoint.reverse(), null]);
  });
});
