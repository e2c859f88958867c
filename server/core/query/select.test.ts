import { expect, test } from 'vitest';
import { fields } from '../../../generated/fields.ts';
import { parseListQuery, parseSelectOnly } from './list-query.ts';
import { QueryError } from './query-error.ts';
import { type Selection, selectAll } from './select.ts';
import { errorsOf } from './testing.ts';

/** `$meta.omitted` of representations. */
function omittedBy(select: Selection, ...wholes: object[]): string[] {
  return select.omitted(wholes.map((whole) => ({ whole, sent: select.apply(whole) })));
}

const at = '2026-01-01T00:00:00.000Z';
const token = {
  id: 'TKN-0000-0001',
  name: 'ERP',
  account: { id: 'ACC-0000-0001', name: 'Acme' },
  modules: [{ id: 'MOD-0001', name: 'Access' }],
  audit: { created: { at, of: { id: 'ACC-0000-0001' } }, updated: { at } },
};
const { id, name, account, modules, audit } = token;

test.each([
  ['', { id, name, account, modules }, ['audit']],
  ['+audit', token, []],
  ['%2Baudit', token, []],
  ['audit', token, []],
  ['AUDIT', token, []],
  ['*', token, []],
  ['+audit,-modules', { id, name, account, audit }, ['modules']],
  ['-*,+id,+name', { id, name }, ['account', 'modules', 'audit']],
  ['+id,-*', { id }, ['name', 'account', 'modules', 'audit']],
  ['-*', {}, ['id', 'name', 'account', 'modules', 'audit']],
  ['-*,*', token, []],
  ['-name,+name,-name', { id, name, account, modules }, ['audit']],
  ['+audit.created.at', { id, name, account, modules, audit: { created: { at } } }, []],
  ['-*,+audit.created.at', { audit: { created: { at } } }, ['id', 'name', 'account', 'modules']],
  ['+audit,-audit.updated', { ...token, audit: { created: audit.created } }, []],
  ['-account.name', { id, name, account: { id: account.id }, modules }, ['audit']],
  ['-account,+account.name', { id, name, account: { name: 'Acme' }, modules }, ['audit']],
  ['-account,+account.icon', { id, name, modules }, ['account', 'audit']],
  ['-description', { id, name, account, modules }, ['audit']],
  ['+colour,-taste,modules[].id,-modules[].id,modules.colour,,', { id, name, account, modules }, ['audit']],
  ['-modules.id', { id, name, account, modules: [{ name: 'Access' }] }, ['audit']],
  ['-*,+modules.ID', { modules: [{ id: 'MOD-0001' }] }, ['id', 'name', 'account', 'audit']],
  ['-modules,+modules.name,-modules.name', { id, name, account, modules: [{ name: 'Access' }] }, ['audit']],
  ['-*,+modules.code', {}, ['id', 'name', 'account', 'modules', 'audit']],
  ['-modules.id,-modules.name', { id, name, account }, ['modules', 'audit']],
  ['+audit, -modules', { id, name, account, audit }, ['modules']],
])(
  'select adds to and takes from the default set, and what had a value and was left out is told: %s',
  (value, sent, omitted) => {
    const { select } = parseListQuery(`select=${value}`, fields.apiTokens);
    const byId = parseSelectOnly(`limit=x&select=${value}&O'Brien`, fields.apiTokens);
    for (const one of [select, byId]) {
      expect(one.apply(token)).toEqual(sent);
      expect(omittedBy(one, token)).toEqual(omitted);
    }
  },
);

const referring = {
  account: {
    id: 'ACC-0000-0001',
    externalId: 'WW-1',
    address: { city: 'Bonn', country: 'DE' },
    groups: [{ id: 'UGR-0001', name: 'Buyers' }],
    audit: { created: { at } },
  },
  modules: [
    { id: 'MOD-0001', settings: { paid: true, default: true }, code: 'one', accountTypes: ['Client'] },
    { id: 'MOD-0002', settings: { paid: false } },
  ],
};
const short = { id: 'ACC-0000-0001' };
const { groups, audit: accountAudit, ...full } = referring.account;
const shortModules = referring.modules.map(({ code, accountTypes, ...rest }) => rest);

test.each([
  ['', { account: short, modules: shortModules }],
  ['*', { account: short, modules: shortModules }],
  ['account', { account: full, modules: shortModules }],
  ['account,-*', { account: full }],
  ['-account,+account', { account: full, modules: shortModules }],
  ['+account,+account.audit', { account: { ...full, audit: accountAudit }, modules: shortModules }],
  ['account.groups.name', { account: { ...short, groups: [{ name: 'Buyers' }] }, modules: shortModules }],
  ['account,-account.address.city', { account: { ...full, address: { country: 'DE' } }, modules: shortModules }],
  ['account.address', { account: { ...short, address: full.address }, modules: shortModules }],
  ['-*,account.address.city', { account: { address: { city: 'Bonn' } } }],
  ['modules,-account', { modules: referring.modules }],
  ['-*,modules.code', { modules: [{ code: 'one' }, {}] }],
  ['-*,modules.settings.paid', { modules: [{ settings: { paid: true } }, { settings: { paid: false } }] }],
  [
    '-*,+modules,-modules.settings',
    { modules: [{ id: 'MOD-0001', code: 'one', accountTypes: ['Client'] }, { id: 'MOD-0002' }] },
  ],
])('select leads through references: %s', (value, sent) => {
  expect(parseSelectOnly(`select=${value}`, fields.apiTokens).apply(referring)).toEqual(sent);
});

test('a collection without elements is one all the same', () => {
  expect(parseSelectOnly('select=-*,modules.id', fields.apiTokens).apply({ modules: [] })).toEqual({ modules: [] });
});

test('what is not in the field table is kept', () => {
  expect(parseSelectOnly('select=-*', fields.apiTokens).apply({ $meta: { omitted: [] }, id })).toEqual({
    $meta: { omitted: [] },
  });
});

test('of a list, a field left out of any row is told once', () => {
  const { select } = parseListQuery('select=-account', fields.apiTokens);
  expect(omittedBy(select, { id }, { account }, { account, audit })).toEqual(['account', 'audit']);
});

test.each([
  ['', ['audit']],
  ['*', []],
  ['-account,-modules,-account.name', ['account', 'modules', 'audit']],
  ['-account.name,+audit,-audit.updated', []],
  ['-account,+account.name,+audit.created.at', []],
])('of an empty list, what any item would lack is told: %s', (value, omitted) => {
  expect(omittedBy(parseListQuery(`select=${value}`, fields.apiTokens).select)).toEqual(omitted);
});

test('includes tells what has to be fetched', () => {
  const select = parseSelectOnly('select=-modules,-audit,+audit.created.at', fields.apiTokens);
  const paths = ['modules', 'audit', 'audit.created', 'audit.updated', 'name'];
  expect(paths.map((path) => select.includes(path))).toEqual([false, true, true, false, true]);
});

test('the answer to a create leaves nothing out', () => {
  expect(selectAll(fields.apiTokens).apply(token)).toEqual(token);
  expect(omittedBy(selectAll(fields.apiTokens), token)).toEqual([]);
});

test('select twice, and a quote that could swallow a filter, are errors', () => {
  expect(errorsOf('select=id&select=name', fields.apiTokens)).toEqual({ select: ['column 18: must be given once'] });
  expect(errorsOf("select='x&eq(id,y)", fields.apiTokens)).toEqual({ select: [expect.stringContaining('column 8: ')] });
  expect(errorsOf('select=&select=name', fields.apiTokens)).toBeUndefined();
});

test('a by-id read refuses only a repeated select and what cannot be decoded', () => {
  expect(() => parseSelectOnly('select=id&limit=10&select=name', fields.apiTokens)).toThrow(QueryError);
  expect(() => parseSelectOnly('select=%', fields.apiTokens)).toThrow(QueryError);
  expect(omittedBy(parseSelectOnly('x=%&%ZZ=1', fields.apiTokens), token)).toEqual(['audit']);
  expect(omittedBy(parseSelectOnly('limit=10&order=x&eq(', fields.apiTokens), token)).toEqual(['audit']);
});
