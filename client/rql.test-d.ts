import { expectTypeOf, test } from 'vitest';
import type { ElementOf, ScopeOf } from './fields.ts';
import { type Condition, rql } from './rql.ts';

type Tokens = ScopeOf<'apiTokens'>;

test('a value has the type of its field', () => {
  expectTypeOf(rql.eq('status', 'Active')).toEqualTypeOf<Condition<Tokens>>();
  rql.gt('revision', 3);
  rql.ge('audit.created.at', new Date());
  rql.in('account.id', ['ACC-0000-0001']);
  rql.lt('audit.created.at', rql.field('lastAccessAt'));
  // @ts-expect-error a revision is a number
  rql.eq('revision', '3');
  // @ts-expect-error a name is a text
  rql.lt('name', rql.field('lastAccessAt'));
});

test('a field is one of the resource, with one value, outside collections', () => {
  // @ts-expect-error unknown
  rql.eq('colour', 'red');
  // @ts-expect-error a whole object
  rql.eq('account', 'ACC-0000-0001');
  // @ts-expect-error a path through a collection
  rql.eq('modules[].id', 'MOD-0001');
  // @ts-expect-error not a text
  rql.like('revision', '1*');
});

test('a secret is found by eq and in alone', () => {
  rql.eq('token', 'idt:TKN-0000-0001:x');
  rql.in('token', ['idt:TKN-0000-0001:x']);
  // @ts-expect-error
  rql.like('token', 'idt:*');
  // @ts-expect-error
  rql.ne('token', 'idt:');
  // @ts-expect-error
  rql.isNull('token');
  // @ts-expect-error
  rql.eq('name', rql.field('token'));
});

test('inside any and all the fields are those of the element', () => {
  rql.any('modules');
  rql.all('modules', (module) => module.eq('settings.paid', true));
  rql.any('modules', (module) => module.any('settings.type', (type) => type.eq('self()', 'x')));
  // @ts-expect-error not a collection
  rql.any('account');
  // @ts-expect-error a field of the token
  rql.any('modules', (module) => module.eq('account.id', 'x'));
  // @ts-expect-error a condition on the token
  rql.any('modules', () => rql.eq('id', 'x'));
  expectTypeOf<'self()'>().toExtend<keyof ElementOf<Tokens, 'modules'>>();
});

test('a reference leads to every field of what it refers to', () => {
  rql.eq('account.externalId', 'WW-1003803');
  rql.lt('account.audit.created.at', rql.field('audit.created.at'));
  rql.eq('account.eligibility.partner', true);
  rql.any('account.groups', (group) => group.eq('name', 'Buyers'));
  rql.any('modules', (module) => module.eq('code', 'access-management'));
  rql.any('modules', (module) => module.any('accountTypes', (type) => type.eq('self()', 'Client')));
  // @ts-expect-error no field of an account
  rql.eq('account.code', 'x');
  // @ts-expect-error no field of a module
  rql.any('modules', (module) => module.eq('serviceLevel', 'Elite'));
  // @ts-expect-error groups are a collection
  rql.eq('account.groups.name', 'Buyers');
});
