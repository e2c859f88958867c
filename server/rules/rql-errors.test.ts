import { afterAll, describe, expect, it } from 'vitest';
import { queryErrors } from '../testing/query.ts';
import { startServer } from '../testing/server.ts';

const server = await startServer({}, afterAll);

describe('what cannot be understood is 400, at its column in the raw query', () => {
  it.each<[string, number, string]>([
    ['eq(colour,red)', 4, 'the name of a field'],
    ['limit=1&eq(colour,red)', 12, 'the name of a field'],
    ['status=Active&&order=name&eq(name,x', 36, "')'"],
    ['eq(modules.id,x)', 4, 'any(…) or all(…)'],
    ['eq(modules[].id,x)', 11, "','"],
    ['eq(name)', 8, "','"],
    ['eq(name,a,b)', 10, "')'"],
    ['eq()', 4, 'a field name'],
    ['not(id=a,id=b)', 9, "')'"],
    ['all(modules)', 12, "','"],
    ['and()', 5, 'a field name'],
    ['in(id,())', 8, 'a value'],
    ['and(id=a', 9, "')'"],
    ['(id=a', 6, "')'"],
    ['id=a)', 5, 'the end'],
    ['(id=a))', 7, 'the end'],
    ['id=a,,id=b', 6, 'a field name'],
    ['id=a,', 6, 'a field name'],
    [',id=a', 1, 'a field name'],
    ['Active', 7, "'='"],
    ['*', 1, 'a field name'],
    ['=Active', 1, 'a field name'],
    ['name=', 6, 'a value'],
    ['name=%22a&limit=1', 18, 'a closing double quote'],
    ["eq(name,O'Brien)", 10, "')'"],
    ['contains(name,x)', 1, 'an operator'],
    ['render(x)', 1, 'an operator'],
    ['eq(account,x)', 4, 'a field with one value'],
    ['eq(name,account)', 9, 'a field with one value'],
    ['ne(modules,null())', 4, 'a field with one value'],
    ['eq(audit.created,2026-01-01)', 4, 'a field with one value'],
    ['eq(self(),x)', 4, 'a field'],
    ['any(name,eq(self(),x))', 5, 'a collection'],
    ['all(account,id=x)', 5, 'a collection'],
    ['gt(name,null())', 9, 'a value'],
    ['like(revision,1*)', 6, 'a text field'],
    ['eq(name,revision)', 9, 'a text'],
    ['any(modules,settings.paid=yes)', 27, 'true or false'],
    ['any(modules,gt(settings.paid,false))', 16, 'a field with an order'],
    ['(id=a&id=b)', 6, "')'"],
    ['rql=status', 1, 'the name of a field'],
    ['filter=x', 1, 'the name of a field'],
    ['sort=name', 1, 'the name of a field'],
    ['Limit=1', 1, 'the name of a field'],
    ['eq(name,%22%C3%85%22)&colour=x', 23, 'the name of a field'],
    ['%65q(colour,x)', 6, 'the name of a field'],
    ['__proto__=x', 1, 'the name of a field'],
    ['constructor.name=x', 1, 'the name of a field'],
  ])('%s [rql.errors] [query.unknown]', async (query, column, expected) => {
    const errors = await queryErrors(server, query);
    expect(errors).toEqual({ filter: [expect.stringContaining(`column ${column}: expected `)] });
    expect(JSON.stringify(Object(errors).filter)).toContain(JSON.stringify(expected).slice(1, -1));
  });

  it.each([
    ['name=a%2', 'filter', 7],
    ['name=a%zz', 'filter', 7],
    ['name=%', 'filter', 6],
    ['name=a%C3', 'filter', 7],
    ['name=%C0%80', 'filter', 6],
    ['name=%ED%A0%80', 'filter', 6],
    ['name=%F5%80%80%80', 'filter', 6],
    ['name=a%00', 'filter', 7],
    ['%00', 'filter', 1],
    ['%=x', 'filter', 1],
    ['limit=%', 'limit', 7],
    ['limit=1%00', 'limit', 8],
    ['order=%FF', 'order', 7],
    ['select=%E2%82', 'select', 8],
  ])('malformed: %s [query.malformed]', async (query, key, column) => {
    expect(await queryErrors(server, query)).toEqual({
      [key]: [expect.stringContaining(`column ${column}: expected`)],
    });
  });

  it('applies to accounts and modules alike [rql.errors] [query.unknown]', async () => {
    for (const resource of ['accounts', 'modules']) {
      const path = `/public/v1/accounts/${resource}`;
      expect(await queryErrors(server, 'eq(token,x)', path)).toEqual({
        filter: [expect.stringContaining('column 4: ')],
      });
      expect(await queryErrors(server, 'order=account.id', path)).toHaveProperty('order');
      expect(await queryErrors(server, 'limit=x', path)).toHaveProperty('limit');
    }
  });
});
