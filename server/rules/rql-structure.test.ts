import { afterAll, describe, expect, it } from 'vitest';
import { listedIds } from '../testing/query.ts';
import { addModules, addTokens } from '../testing/rows.ts';
import { startServer } from '../testing/server.ts';

const server = await startServer({}, afterAll);

const settings = { configurable: true, default: true };
const filters = { 'group.buyers': ['selected' as const, 'all' as const] };
await addModules(server, [
  { id: 'MOD-9001', settings: { ...settings, paid: true, type: ['API', 'Portal'] } },
  { id: 'MOD-9002', settings: { ...settings, paid: false, type: ['API'] }, filters },
  { id: 'MOD-9003', description: 'Bare', settings: { ...settings, default: false } },
]);
const NAMES = ['none', 'paid', 'free', 'paid and free', 'bare', 'all'] as const;
const MODULES = [[], [1], [2], [1, 2], [3], [1, 2, 3]];
await addTokens(
  server,
  NAMES.map((name, n) => ({
    id: `TKN-9000-000${n}`,
    name,
    description: name === 'bare' ? 'Active' : name === 'free' ? name : null,
    status: name === 'free' ? 'Disabled' : 'Active',
    moduleIds: (MODULES[n] ?? []).map((module) => `MOD-900${module}`),
    extensions: name === 'none' ? null : name === 'paid' ? [] : [{ id: 'EXT-1' }, { id: name }],
  })),
);

async function matching(query: string): Promise<string[]> {
  const ids = await listedIds(server, `like(id,TKN-9000-*)&${query}&order=id`);
  return ids.map((id) => NAMES[Number(id.slice(-1))] ?? id);
}

describe('any and all', () => {
  it.each<[string, string[]]>([
    ['any(modules)', ['paid', 'free', 'paid and free', 'bare', 'all']],
    ['not(any(modules))', ['none']],
    ['any(modules,eq(id,MOD-9001))', ['paid', 'paid and free', 'all']],
    ['any(modules,id=MOD-9001)', ['paid', 'paid and free', 'all']],
    ['any(modules,(id=MOD-9001,settings.paid=true))', ['paid', 'paid and free', 'all']],
    ['any(modules,(id=MOD-9002,settings.paid=true))', []],
    ['any(modules,id=MOD-9002),any(modules,settings.paid=true)', ['paid and free', 'all']],
    ['any(modules,(id=MOD-9002|id=MOD-9003))', ['free', 'paid and free', 'bare', 'all']],
    ['all(modules,id=MOD-9001)', ['none', 'paid']],
    ['all(modules,in(id,(MOD-9001,MOD-9002)))', ['none', 'paid', 'free', 'paid and free']],
    ['not(all(modules,settings.paid=true))', ['free', 'paid and free', 'bare', 'all']],
    ['all(modules,not(settings.paid=true))', ['none', 'free', 'bare']],
    ['all(modules,ne(settings.paid,true))', ['none', 'free']],
    ['any(modules,settings.paid=null())', ['bare', 'all']],
    ['any(modules,settings.default=FALSE)', ['bare', 'all']],
    ['any(modules,ne(description,null()))', ['bare', 'all']],
    ['any(modules,any(settings.type))', ['paid', 'free', 'paid and free', 'all']],
    ['any(modules,any(settings.type,self()=Portal))', ['paid', 'paid and free', 'all']],
    ['any(modules,all(settings.type,eq(self(),API)))', ['free', 'paid and free', 'bare', 'all']],
    ['all(modules,any(settings.type,like(self(),P*)))', ['none', 'paid']],
    ['any(modules,any(filters.group.buyers,self()=selected))', ['free', 'paid and free', 'all']],
    ['any(modules,(any(settings.type,self()=Portal),id=MOD-9002))', []],
    ['any(modules,eq(self(id),MOD-9003))', ['bare', 'all']],
    ['any(modules,eq(name,id))', ['paid', 'free', 'paid and free', 'bare', 'all']],
    ['any(modules,eq(name,description))', []],
    ['any(extensions)', ['free', 'paid and free', 'bare', 'all']],
    ['any(extensions,id=free)', ['free']],
    ['all(extensions,id=EXT-1)', ['none', 'paid']],
    ['ANY(Modules,EQ(Settings.Paid,TRUE))', ['paid', 'paid and free', 'all']],
  ])('%s [rql.any-all] [rql.case]', async (query, expected) => {
    expect(await matching(query)).toEqual(expected);
  });
});

describe('and, or, not', () => {
  it.each<[string, string[]]>([
    ['status=Disabled|name=bare,name=all', ['free']],
    ['name=all,name=bare|status=Disabled', ['free']],
    ['(status=Disabled|name=bare),name=bare', ['bare']],
    ['name=bare;status=Disabled', ['free', 'bare']],
    ['name=free%26status=Disabled', ['free']],
    ['name=free%26status=Active', []],
    ['name=bare|name=free%26status=Disabled', ['free', 'bare']],
    ['name=free&status=Active', []],
    ['(name=free|name=bare)&status=Active', ['bare']],
    ['name=free|name=bare&status=Active', ['bare']],
    ['or(name=free,name=bare)&limit=10&&status=Disabled', ['free']],
    ['and(or(name=free,name=bare),not(status=Disabled))', ['bare']],
    ['not((name=free|name=bare))&status=Active', ['none', 'paid', 'paid and free', 'all']],
    ['not(and(status=Active,any(modules)))', ['none', 'free']],
    ['render()', [...NAMES]],
    ['render()&status=Disabled', ['free']],
    ['Render()', [...NAMES]],
  ])('%s [rql.joined] [query.cut] [query.render]', async (query, expected) => {
    expect(await matching(query)).toEqual(expected);
  });
});

describe('a field beside a field', () => {
  it.each<[string, string[]]>([
    ['eq(name,description)', ['free']],
    ['eq(NAME,self(Description))', ['free']],
    ['eq(status,description)', ['bare']],
    ['ne(name,description)', ['bare']],
    ['eq(description,status)', ['bare']],
    ['eq(description,"status")', []],
    ['eq(description,Active)', ['bare']],
    ['description=status', []],
    ['gt(status,name)', []],
    ['lt(status,name)', [...NAMES]],
    ['eq(account.status,status)', []],
    ['not(eq(account.status,status))', [...NAMES]],
  ])('%s [rql.joined] [rql.case] [rql.no-value]', async (query, expected) => {
    expect(await matching(query)).toEqual(expected);
  });
});

describe('the case of names', () => {
  it('does not matter, that of values does [rql.case] [rql.eq]', async () => {
    for (const query of [
      'EQ(STATUS,Disabled)',
      'sTaTuS=Disabled',
      'Not(nE(Status,Disabled))',
      'AND(In(Status,Disabled))',
    ]) {
      expect(await matching(query)).toEqual(['free']);
    }
    expect(await matching('status=disabled')).toEqual([]);
    expect(await matching('ICON=NULL()&EQ(Description,Empty())')).toEqual([]);
    expect(await listedIds(server, 'like(id,TKN-9000-*)&order=-NAME,Id&limit=1')).toEqual(['TKN-9000-0003']);
    expect(await listedIds(server, 'like(id,TKN-9000-*)&order=-Name&limit=1&select=-*,ID')).toEqual(['TKN-9000-0003']);
  });
});
